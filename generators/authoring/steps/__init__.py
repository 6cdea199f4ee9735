"""What is done to a base to bring it from one format to the next: a step for each thing that changed.

A step is a pure function from the files of a base to those of them that it changes; steps are done in the
order in which they stand here. A step names folders and fields as they were called then, so that it stays
right whatever comes later. What is done already, and what no schema would have taken, it leaves alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from generators.authoring.steps import (
    calendars,
    contracts,
    drills,
    incidents,
    inspections,
    obligations,
    plans,
    rosters,
    runbooks,
)
from generators.authoring.steps.step import Step

# by the format that is reached
STEPS: Mapping[int, tuple[Step, ...]] = {
    2: (
        calendars.HOLIDAYS,
        contracts.EFFECTIVE,
        inspections.LISTS,
        inspections.LIMITS,
        incidents.REOPENINGS,
        rosters.SHIFTS,
        rosters.DAYS,
    ),
    3: (obligations.CONDITIONS,),
    4: (runbooks.STEPS, plans.STEPS),
    5: (drills.LESSONS,),
}

"""Signal or noise: process behaviour charts, rule sets, the level rule, and doubts about their limits."""

from vitalfew.method.signals.judge import Case, judge, judge_each
from vitalfew.method.signals.limits import ManyLimits, limits, limits_many
from vitalfew.method.signals.many import ManyJudgements, judge_many
from vitalfew.method.signals.rulesets import Patterns, patterns_of, wheeler
from vitalfew.method.signals.types import (
    Doubt,
    JudgedPhase,
    Judgement,
    Limits,
    Phase,
    Settings,
    Signal,
    Verdict,
)

__all__ = [
    "Case",
    "Doubt",
    "JudgedPhase",
    "Judgement",
    "Limits",
    "ManyJudgements",
    "ManyLimits",
    "Patterns",
    "Phase",
    "Settings",
    "Signal",
    "Verdict",
    "judge",
    "judge_each",
    "judge_many",
    "limits",
    "limits_many",
    "patterns_of",
    "wheeler",
]

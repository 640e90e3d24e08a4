"""What to run after a run of Pulumi was cut off."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.begun import CLEARING, CREATING, Begun, CutOff
from planner.report.look import Look, block, clean, sentence

_ASKED_AGAIN = "the next `pulumi up` asks Azure again, which does no harm"
_IF_NOT = (
    "An import that says `does not exist` found that Azure made nothing: go on with the next line. "
    "`pulumi up` makes what is missing, and nothing twice."
)
_NAMELESS = (
    "Do not go on before each of those without an id was looked for in Azure: `planner recover FILE "
    "--subscription ID` prints the imports where the subscription is all that lacks. When each is "
    f"imported, or is known not to exist: `{CLEARING}`, then `pulumi up`."
)
_WHOLE = "docs/cut-off.md has the whole page."


@dataclass(frozen=True, slots=True)
class RecoverReport:
    """The operations that nobody saw the end of, and the commands that set it right."""

    cut_off: CutOff

    def text(self, look: Look) -> str:
        """What was begun, and the commands, each on a line of its own to be copied."""
        begun = self.cut_off.begun
        if not begun:
            return sentence("No operation was left unfinished: run `pulumi up`.", look)
        commands = "\n".join(f"  {clean(command)}" for command in self.cut_off.commands)
        if look.quiet:
            return commands
        seen = "\n".join(_line(each) for each in begun)
        stack = clean(self.cut_off.stack)
        head = sentence(f"The last run of stack {stack} did not see the end of:", look)
        run = block(sentence("Run these, in this order:", look), commands)
        tail = sentence(" ".join([*self._notes(), _WHOLE]), look)
        return "\n\n".join([f"{head}\n{seen}", run, tail])

    def _notes(self) -> list[str]:
        imports = any(each.importing for each in self.cut_off.begun)
        return [*([_IF_NOT] if imports else []), *([_NAMELESS] if self.cut_off.nameless else [])]


def _line(each: Begun) -> str:
    what = clean(f"  {each.operation} {each.name} ({each.type})")
    if each.importing:
        return f"{what}: Azure may have it, and Pulumi does not know"
    if each.operation == CREATING:
        return f"{what}: Azure may have it, and its ARM id is not known here"
    return f"{what}: {_ASKED_AGAIN}"

"""Completion scripts for shells, made from the places of `completing`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from shlex import quote

from planner.cli.completing import Found, Offers, Place, next_words

_HEAD = """\
# Completion of the planner for {shell}, made by: planner completion {shell}
# It knows the commands, options and snapshots of the planner that made it: make it again after an upgrade.
"""

_WALK = """
_planner_walk() {  # the words before the current one: which command, which argument, whose value
  local word
  at='' option='' place=1
  for word in "$@"; do
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      _planner_takes "$at $word" && option=$word
    elif _planner_leads "${at:+$at }$word"; then
      at="${at:+$at }$word"
    elif _planner_ends "$at"; then
      place=$((place + 1))
    else
      at='?'  # no command of ours
    fi
  done
}

_planner_look() {  # sets kind and offers for the current word
  local last
  if [[ -n $option ]]; then
    _planner_offers "$at $option"
  elif [[ $1 == --*=* ]]; then
    _planner_offers "$at ${1%%=*}"
    offers=("${offers[@]/#/${1%%=*}=}")
  elif [[ $1 == -* ]]; then
    _planner_offers "$at -"
  elif _planner_leads "$at" && ! _planner_ends "$at"; then
    _planner_offers "$at"
  else
    last=$(_planner_last "$at")
    (( place > last )) && place=$last
    _planner_offers "$at $place"
  fi
}
"""

_BASH = """
_planner() {
  local line=${COMP_LINE:0:COMP_POINT} current cut each at option place kind=words
  local -a words offers=()
  read -r -a words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  current=${words[${#words[@]}-1]}
  _planner_walk "${words[@]:1:${#words[@]}-2}"
  _planner_look "$current"
  [[ $kind == stacks ]] && for each in stacks/*.yaml; do
    each=${each#stacks/}
    [[ -e stacks/$each && $each != *.lock.yaml ]] && offers+=("${each%.yaml}")
  done
  [[ $kind == files || $kind == stacks ]] || compopt +o default 2> /dev/null
  cut=${current%"${current##*[@=:]}"}  # readline starts a new word behind these
  COMPREPLY=()
  for each in "${offers[@]}"; do
    [[ $each == "$current"* ]] && COMPREPLY+=("${each#"$cut"}")
  done
}

complete -o default -F _planner planner
"""

_ZSH = """
_planner() {
  local at option place kind=words
  local -a offers
  _planner_walk "${(@)words[2,CURRENT-1]}"
  _planner_look "${words[CURRENT]}"
  [[ $kind == stacks ]] && offers=(stacks/*.yaml(N:t:r)) && offers=(${offers:#*.lock})
  (( ${#offers} )) && compadd -- "${offers[@]}"
  [[ $kind == files || $kind == stacks ]] && _files
  return 0
}

compdef _planner planner
"""

_FISH = """
function __planner_at --description 'whether the command line stands in that command'
    set -l at
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        contains -- (string join ' ' $at $word) $__planner_leads; and set at $at $word
    end
    test (string join ' ' $at) = "$argv[1]"
end

function __planner_stacks
    set -l files stacks/*.yaml
    string replace -r '^stacks/(.*)\\.yaml$' '$1' -- $files | string match -v '*.lock'
end

complete -c planner -f
"""


class Shell(StrEnum):
    """A shell that completion scripts are made for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"

    def script(self, found: Sequence[Place]) -> str:
        """The whole script."""
        head = _HEAD.format(shell=self.value)
        if self is Shell.FISH:
            return head + _fish(found)
        first = "#compdef planner\n" if self is Shell.ZSH else ""
        return first + head + _tables(found) + _WALK + (_ZSH if self is Shell.ZSH else _BASH)


def _tables(found: Sequence[Place]) -> str:
    """What bash and zsh look up, as functions of one `case` each."""
    commands = [quote(place.command.value) for place in found]
    takes = [
        quote(f"{place.command.value} {name}")
        for place in found
        for flag in place.flags
        for name in (flag.names if flag.value is not None else ())
    ]
    lasts = [f"{quote(p.command.value)}) echo {len(p.arguments)} ;;" for p in found]
    return "\n".join(
        [
            _function("leads", [f"{'|'.join(map(quote, _leads()))}) true ;;", "*) false ;;"]),
            _function("ends", [f"{'|'.join(commands)}) true ;;", "*) false ;;"]),
            _function("takes", [f"{'|'.join(takes)}) true ;;", "*) false ;;"]),
            _function("last", [*lasts, "*) echo 0 ;;"]),
            _function("offers", list(_offer_lines(found)), "  offers=() kind=words\n"),
        ]
    )


def _function(name: str, cases: Sequence[str], first: str = "") -> str:
    lines = "\n".join(f"    {case}" for case in cases)
    return f'\n_planner_{name}() {{\n{first}  case "$1" in\n{lines}\n  esac\n}}'


def _leads() -> list[str]:
    """Every beginning of a command, and nothing at all."""
    return [""] + [f"{a} {b}".strip() for a, words in next_words().items() for b in words]


def _offer_lines(found: Sequence[Place]) -> Iterator[str]:
    for beginning, words in next_words().items():
        yield _case(beginning, tuple(words) if beginning else (*words, "help"))
    yield _case(" -", ("--help", "--version"))
    for place in found:
        yield _case(f"{place.command.value} -", _names(place))
        for number, offers in enumerate(place.arguments, 1):
            yield _case(f"{place.command.value} {number}", offers)
        yield _case(f"{place.command.value} 0", _names(place))
        for flag in place.flags:
            for name in flag.names if flag.value is not None else ():
                yield _case(f"{place.command.value} {name}", flag.value or Found.NOTHING)


def _names(place: Place) -> tuple[str, ...]:
    return tuple(name for flag in place.flags for name in flag.names if name.startswith("--"))


def _case(key: str, offers: Offers) -> str:
    if isinstance(offers, Found):
        return f"{quote(key)}) kind={offers.value} ;;"
    return f"{quote(key)}) offers=({' '.join(map(quote, offers))}) ;;"


def _fish(found: Sequence[Place]) -> str:
    leads = " ".join(map(_in_fish, filter(None, _leads())))
    lines = [f"set -g __planner_leads {leads}"]
    for beginning, words in next_words().items():
        for word, said in words.items():
            lines.append(_fish_line(beginning, ["-a", word, "-d", said]))
    lines += [line for place in found for line in _fish_place(place)]
    return _FISH + "\n".join(lines) + "\n"


def _fish_place(place: Place) -> Iterator[str]:
    for offers in place.arguments:
        yield _fish_line(place.command.value, _fish_value(offers))
    for flag in place.flags:
        names = [part for name in flag.names for part in _fish_name(name)]
        value = [] if flag.value is None else ["-r", *_fish_value(flag.value)]
        yield _fish_line(place.command.value, [*names, *value, "-d", flag.help])


def _fish_name(name: str) -> tuple[str, str]:
    return ("-l", name[2:]) if name.startswith("--") else ("-s", name[1:])


def _fish_value(offers: Offers) -> list[str]:
    if offers is Found.FILES:
        return ["-F"]
    if offers is Found.STACKS:
        return ["-F", "-a", "(__planner_stacks)"]
    return ["-a", " ".join(offers)] if isinstance(offers, tuple) else []


def _fish_line(at: str, rest: Sequence[str]) -> str:
    condition = _in_fish(f"__planner_at {_in_fish(at)}")
    return f"complete -c planner -n {condition} {' '.join(map(_in_fish, rest))}"


def _in_fish(text: str) -> str:
    """A word as fish reads it: between single quotes only quotes and backslashes are escaped."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

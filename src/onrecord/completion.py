"""Shell completion, made from the command's own parser so that it cannot fall behind it."""

from __future__ import annotations

import argparse

SHELLS = ("bash", "zsh", "fish")


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the words of a script that makes `shell` complete the commands, options and files of `parser`."""
    commands = _commands(parser)
    return _fish(commands) if shell == "fish" else _bash(commands, zsh=shell == "zsh")


def _commands(parser: argparse.ArgumentParser) -> dict[str, list[tuple[str, str]]]:
    """Each command's options with their help, and choices of its positionals."""
    [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    found = {}
    for name, command in commands.choices.items():
        words = []
        for action in command._actions:
            shown = [option for option in action.option_strings if option.startswith("--")]
            shown += [str(choice) for choice in action.choices or () if not action.option_strings]
            words += [(word, action.help or "") for word in shown]
        found[name] = words
    return found


def _bash(commands: dict[str, list[tuple[str, str]]], *, zsh: bool) -> str:
    listed = {name: " ".join(word for word, _ in words) for name, words in commands.items()}
    cases = "\n".join(f"    {name}) words='{words}' ;;" for name, words in listed.items())
    return f"""{"autoload -U +X bashcompinit && bashcompinit" if zsh else "# bash completion of onrecord"}
_onrecord() {{
  local here=${{COMP_WORDS[COMP_CWORD]}} words
  case ${{COMP_CWORD}}:${{COMP_WORDS[1]}} in
    1:*) words='{" ".join(commands)} --help --version' ;;
    *) case ${{COMP_WORDS[1]}} in
{cases}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$here"))
  [ ${{COMP_CWORD}} -gt 1 ] && COMPREPLY+=($(compgen -f -- "$here"))
}}
complete -o filenames -F _onrecord onrecord
"""


def _fish(commands: dict[str, list[tuple[str, str]]]) -> str:
    lines = [f"complete -c onrecord -n __fish_use_subcommand -f -a '{' '.join(commands)}'"]
    for name, words in commands.items():
        for word, what in words:
            about = what.replace("'", "\\'")
            kind = f"-l {word[2:]}" if word.startswith("--") else f"-a {word}"
            lines.append(f"complete -c onrecord -n '__fish_seen_subcommand_from {name}' {kind} -d '{about}'")
    return "\n".join(lines) + "\n"

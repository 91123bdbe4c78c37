import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Shell } from "./shells";

/** The script that makes a shell complete commands and flags; it follows from the command line itself. */
export function completionScript(shell: Shell, program: CommandUnknownOpts): string {
  const words = wordsOf(program);
  switch (shell) {
    case "bash":
      return bash(words);
    case "zsh":
      return zsh(words);
    case "fish":
      return fish(words);
  }
}

interface Word {
  readonly word: string;
  readonly description: string;
}

interface Words {
  readonly program: string;
  readonly flags: readonly Word[];
  readonly commands: readonly (Word & { readonly flags: readonly Word[] })[];
}

function wordsOf(program: CommandUnknownOpts): Words {
  return {
    program: program.name(),
    flags: flagsOf(program),
    commands: program.commands.map((command) => ({
      word: command.name(),
      description: command.description(),
      flags: flagsOf(command),
    })),
  };
}

function flagsOf(command: CommandUnknownOpts): readonly Word[] {
  const flags = command.options.map(({ long, description }) => ({ word: long ?? "", description }));
  return [...flags, { word: "--help", description: "show help" }];
}

const join = (words: readonly Word[]): string => words.map(({ word }) => word).join(" ");

function bash({ program, flags, commands }: Words): string {
  return `# ${program} completion for bash: source <(${program} completion bash)
_${functionName(program)}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      -*) ;;
      *) command="\${COMP_WORDS[index]}"; break ;;
    esac
  done
  local words="${join(commands)} ${join(flags)}"
  case "$command" in
${commands.map(({ word, flags: own }) => `    ${word}) words="${join(own)}" ;;`).join("\n")}
  esac
  COMPREPLY=()
  if [[ -z "$command" || "$word" == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  fi
}
complete -o default -F _${functionName(program)} ${program}
`;
}

function zsh({ program, flags, commands }: Words): string {
  const described = (words: readonly Word[]): string =>
    words.map(({ word, description }) => `'${word}:${quotedForZsh(description)}'`).join(" ");
  return `#compdef ${program}
# ${program} completion for zsh: source <(${program} completion zsh), after compinit
_${functionName(program)}() {
  local -a found
  local command="" index
  for ((index = 2; index < CURRENT; index++)); do
    if [[ "\${words[index]}" != -* ]]; then command="\${words[index]}"; break; fi
  done
  case "$command" in
    '') found=(${described([...commands, ...flags])}) ;;
${commands.map(({ word, flags: own }) => `    ${word}) found=(${described(own)}) ;;`).join("\n")}
  esac
  if [[ -z "$command" || "\${words[CURRENT]}" == -* ]]; then
    _describe '${program}' found
  else
    _files
  fi
}
compdef _${functionName(program)} ${program}
`;
}

function fish({ program, flags, commands }: Words): string {
  const line = (condition: string, rest: string, description: string): string =>
    `complete -c ${program} -n '${condition}' ${rest} -d '${description.replaceAll("'", String.raw`\'`)}'`;
  const flag = ({ word }: Word): string => `-l ${word.replace(/^--/, "")}`;
  return [
    `# ${program} completion for fish: ${program} completion fish | source`,
    ...commands.map(({ word, description }) => line("__fish_use_subcommand", `-f -a ${word}`, description)),
    ...flags.map((each) => line("__fish_use_subcommand", flag(each), each.description)),
    ...commands.flatMap(({ word, flags: own }) =>
      own.map((each) => line(`__fish_seen_subcommand_from ${word}`, flag(each), each.description)),
    ),
    "",
  ].join("\n");
}

function quotedForZsh(description: string): string {
  return description.replaceAll("'", String.raw`'\''`).replaceAll(":", String.raw`\:`);
}

function functionName(program: string): string {
  return program.replaceAll("-", "_");
}

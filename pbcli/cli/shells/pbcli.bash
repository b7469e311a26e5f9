# Completion of pbcli for bash: the program itself is asked, without a shell's own guesses.
_pbcli_complete() {
    local IFS=$'\n' mode
    local -a lines
    mapfile -t lines < <(_PBCLI_COMPLETE=bash "${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    mode=${lines[0]:-words}
    COMPREPLY=()
    if [ "$mode" = file ]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
        return
    fi
    local line
    for line in "${lines[@]:1}"; do
        COMPREPLY+=("$(printf '%q' "$line")")
    done
}
complete -o nosort -F _pbcli_complete pbcli pb 2>/dev/null || complete -F _pbcli_complete pbcli pb

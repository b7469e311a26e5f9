# Completion of pbcli for bash (3.2 and later): the program itself is asked, without a shell's own guesses.
_pbcli_complete() {
    local line mode=
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -z "$mode" ]; then
            mode=$line
        else
            COMPREPLY+=("$(printf '%q' "$line")")
        fi
    done < <(_PBCLI_COMPLETE=bash "${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [ "$mode" = file ]; then
        compopt -o filenames 2>/dev/null
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
    fi
}
complete -o nosort -F _pbcli_complete pbcli pb 2>/dev/null || complete -F _pbcli_complete pbcli pb

#compdef pbcli pb
# Completion of pbcli for zsh: the program itself is asked, without a shell's own guesses.
_pbcli() {
    local -a lines words_only shown
    local line
    lines=("${(@f)$(_PBCLI_COMPLETE=zsh "${words[1]}" "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ ${lines[1]} == file ]]; then
        _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        [[ -n $line ]] || continue
        words_only+=("${line%%$'\t'*}")
        shown+=("${line//$'\t'/  }")
    done
    (( ${#words_only} )) && compadd -U -l -d shown -a words_only
}
if [[ $funcstack[1] == _pbcli ]]; then
    _pbcli "$@"
else
    compdef _pbcli pbcli pb
fi

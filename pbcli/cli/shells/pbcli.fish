# Completion of pbcli for fish: the program itself is asked, without a shell's own guesses.
function __pbcli_complete
    set -l typed (commandline -opc)
    set -l lines (env _PBCLI_COMPLETE=fish $typed[1] $typed[2..-1] (commandline -ct | string collect -a) 2>/dev/null)
    if test "$lines[1]" = file
        __fish_complete_path (commandline -ct)
        return
    end
    if test (count $lines) -gt 1
        printf '%s\n' $lines[2..-1]
    end
end
complete -c pbcli -f -a '(__pbcli_complete)'
complete -c pb -f -a '(__pbcli_complete)'

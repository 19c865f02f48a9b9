#compdef ref
# Completes the words of ref. Loaded by: eval "$(ref completion zsh 2>/dev/null)"
_ref() {
    local line program=$words[1]
    local -a values shown
    [[ $program == '~/'* ]] && program=$HOME/${program:2}
    while IFS= read -r line; do
        case $line in
            $'\tfiles') compset -P '--[^=]##='; _files; return ;;
            $'\tlist') compstate[insert]='' compstate[list]='list force' ;;
            *) values+=("${line%%$'\t'*}") shown+=("${line/$'\t'/  -- }") ;;
        esac
    done < <(REF_COMPLETE=zsh \
        REF_COMPLETE_LINE="${(j: :)words[1,CURRENT-1]} $IPREFIX$QIPREFIX$PREFIX" \
        "$program" </dev/null 2>/dev/null)
    (( $#values )) || return 1
    compadd -U -l -V ref -d shown -a values
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _ref ref

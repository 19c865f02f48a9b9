# Completes the words of ref. Loaded by: eval "$(ref completion bash 2>/dev/null)"
_ref_complete() {
    local line program=$1
    [[ $program == "~/"* ]] && program=$HOME/${program:2}
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == $'\tfiles' ]]; then
            compopt -o default 2>/dev/null
        else
            COMPREPLY+=("$line")
        fi
    done < <(REF_COMPLETE=bash REF_COMPLETE_LINE="${COMP_LINE:0:COMP_POINT}" \
        REF_COMPLETE_WORD="$2" REF_COMPLETE_KEY="${COMP_TYPE:-9}" \
        "$program" </dev/null 2>/dev/null)
}
complete -o nosort -F _ref_complete ref 2>/dev/null || complete -F _ref_complete ref

# Completes the words of ref. Loaded by: ref completion fish 2>/dev/null | source
function __ref_offers
    set -l words (commandline -opc)
    while string match -qr '^\w+=' -- $words[1]
        set -e words[1]
    end
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -lx REF_COMPLETE fish
    set -lx REF_COMPLETE_LINE (commandline -cp | string collect)
    set -g __ref_words ($program </dev/null 2>/dev/null)
    not string match -q \tfiles -- $__ref_words[1]
end
complete -c ref -e
complete -c ref -k -f -n __ref_offers -a '$__ref_words'

# Completion for bash: . docs/completion.bash, or copy it to ~/.local/share/bash-completion/completions/modelcheck
# The program itself says what could come next, at the position in brackets of the line that follows.
_modelcheck() {
    local line="${COMP_LINE:0:COMP_POINT}"
    local word="${COMP_WORDS[COMP_CWORD]}"
    mapfile -t COMPREPLY < <(compgen -W "$(modelcheck "[suggest:${#line}]" "$line" 2> /dev/null)" -- "$word")
}
complete -o default -F _modelcheck modelcheck

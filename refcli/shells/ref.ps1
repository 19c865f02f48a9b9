# Completes the words of ref. Loaded by: ref completion powershell 2>$null | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ref, ref.exe -ScriptBlock {
    param($word, $command, $cursor)
    $length = $cursor - $command.Extent.StartOffset
    $line = $command.ToString().PadRight($length).Substring(0, $length)
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
        $env:REF_COMPLETE = 'powershell'
        $env:REF_COMPLETE_LINE = $line
        $found = @(& $command.GetCommandName() 2>$null)
    } catch {
        $found = @()
    } finally {
        Remove-Item Env:REF_COMPLETE, Env:REF_COMPLETE_LINE -ErrorAction SilentlyContinue
        [Console]::OutputEncoding = $encoding
    }
    if ($found.Count -eq 0) { return '' }  # nothing at all would bring up names of files
    if ($found[0] -eq "`tfiles") { return }
    foreach ($one in $found) {
        $text, $about = $one.Split("`t", 2)
        if (-not $about) { $about = $text }
        New-Object System.Management.Automation.CompletionResult $text, $text, 'ParameterValue', $about
    }
}

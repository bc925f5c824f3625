--- Returns whether the file that requires this was loaded by lua's option -l, and not by a program.
return function()
  local level = 3  -- the caller of the chunk that asks
  while true do
    local info = debug.getinfo(level, "S")
    if not info then return true end
    if info.what ~= "C" then return false end
    level = level + 1
  end
end

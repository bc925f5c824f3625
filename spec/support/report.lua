--- The output of `make test`: a line of marks for each file as it runs, then its failures with their tracebacks
-- and the reasons for skipped cases, and finally, alone on the last line, `N passed, N failed, N skipped`.
--
-- An error anywhere (in a case, around it, or in a file that cannot be loaded) counts as a failure. A run without any
-- passed or failed case has run nothing, and fails too.

local MARKS = {success = ".", failure = "F", error = "E", pending = "s"}

local function write(...)
  io.write(...)
  io.flush()
end

local function indented(text)
  return "      " .. tostring(text):gsub("\n+$", ""):gsub("\n", "\n      ") .. "\n"
end

local function place(entry)
  local trace = entry.element.trace or entry.trace or {}
  return trace.short_src and ("%s:%d"):format(trace.short_src, trace.currentline) or "outside the specs"
end

-- busted puts the position before a reason, but the heading has it already. The reason of pending("name", f) is only
-- its name.
local function reason(entry)
  return type(entry.message) == "string" and indented((entry.message:gsub("^[^\n]-:%d+: ", "", 1))) or ""
end

-- Returns a function that iterates over the new entries of one of the handler's lists.
local function newcomers(handler)
  local seen = {failures = 0, errors = 0, pendings = 0}
  return function(list)
    local i = seen[list]
    return function()
      i = i + 1
      seen[list] = handler[list][i] and i or i - 1
      return handler[list][i]
    end
  end
end

return function(options)
  local busted = require "busted"
  local handler = require "busted.outputHandlers.base"()
  local exit = os.exit
  local failed = {}
  local new = newcomers(handler)
  local total = {passed = 0, failed = 0, skipped = 0}

  local function report_failure(entry)
    failed[#failed + 1] = ("%s (%s)"):format(entry.name or "busted", place(entry))
    write("  FAILED  ", failed[#failed], "\n", indented(entry.message or "no message"))
    local traceback = entry.trace and entry.trace.traceback
    if traceback and traceback:find("%S") then write(indented(traceback:gsub("^\n+", ""))) end
    if entry.randomseed then write(indented("shuffled with --seed=" .. entry.randomseed)) end
  end

  local function report_news()
    for entry in new "failures" do report_failure(entry) end
    for entry in new "errors" do report_failure(entry) end
    if options.suppressPending then return end
    for entry in new "pendings" do
      write(("  skipped %s (%s)\n"):format(entry.name, place(entry)), reason(entry))
    end
  end

  local function on(event, f, settings)
    busted.subscribe(event, function(...)
      f(...)
      return nil, true
    end, settings)
  end

  on({"suite", "start"}, function()
    -- A spec that ends the process would end the whole run with any exit code.
    os.exit = function() error("os.exit was called in a spec", 2) end  -- luacheck: ignore 122
  end)

  on({"suite", "reset"}, function() new = newcomers(handler) end)

  on({"file", "start"}, function(file) write(("%-34s "):format(file.name)) end)

  on({"file", "end"}, function(file)
    write((" %.1f s\n"):format(file.duration))
    report_news()
  end)

  on({"test", "end"}, function(_, _, status) write(MARKS[status]) end, {predicate = handler.cancelOnPending})

  on({"error"}, function(element)
    if element.descriptor ~= "it" then write(MARKS.error) end
  end)

  on({"suite", "end"}, function()
    os.exit = exit  -- luacheck: ignore 122
    report_news()
    total.passed = total.passed + handler.successesCount
    total.failed = total.failed + handler.failuresCount + handler.errorsCount
    total.skipped = total.skipped + handler.pendingsCount
  end)

  on({"exit"}, function()
    local none = total.passed + total.failed == 0
    if none then write("\nNo spec ran.\n") end
    if #failed > 0 then write("\nFailed:\n  ", table.concat(failed, "\n  "), "\n") end
    write(("\n%d passed, %d failed, %d skipped\n"):format(total.passed, total.failed, total.skipped))
    if none or total.failed > 0 then exit(1, true) end
  end)

  return handler
end

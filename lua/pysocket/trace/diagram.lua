--- Draws the records of pysocket.trace, from one or more processes, as a sequence diagram.
--
--   lua5.4 -l pysocket.trace.diagram a.json b.json >out.html
--
-- Each socket has a lifeline, coloured by its state. An arrow goes from the call that
-- connects or sends to the call that accepts or receives; a bar shows a wait.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local diagram = {}

-- Reading records -----------------------------------------------------------------

local ESCAPES = {n = "\n", r = "\r", t = "\t", b = "\b", f = "\f"}

local function unescaped(text)
  text = text:gsub("\\u(%x%x%x%x)", function(hex) return utf8.char(tonumber(hex, 16)) end)
  return (text:gsub("\\(.)", function(c) return ESCAPES[c] or c end))
end

local LITERALS = {["true"] = true, ["false"] = false}

-- A record is a flat object. Returns nil for other values. `text` starts at the value.
local function read_value(text)
  if text:sub(1, 1) ~= '"' then
    local word, rest = text:match "^([%w%.%+%-]+)(.*)$"
    local value = LITERALS[word]
    if value == nil then value = math.tointeger(word) or tonumber(word) end
    return value, rest
  end
  local stop = 2
  while stop <= #text and text:sub(stop, stop) ~= '"' do stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1) end
  return unescaped(text:sub(2, stop - 1)), text:sub(stop + 1)
end

local function read_record(text)
  local record, rest = {}, text:match "^%s*{(.*)}%s*$"
  while rest and rest:find "%S" do
    local name, value = rest:match '^[%s,]*"([%w_]+)"%s*:%s*(.*)$'
    if not name then return nil end
    record[name], rest = read_value(value)
  end
  return rest and record
end

local function read_records(path)
  local records, number = {}, 0
  local file <close>, reason = io.open(path)
  if not file then argument.fail(reason) end
  for text in file:lines() do
    number = number + 1
    local record = read_record(text)
    if not record then argument.fail(("%s:%d: this is not a record of pysocket.trace"):format(path, number)) end
    records[#records + 1] = record
  end
  if not (records[1] and records[1].program) then argument.fail(path .. ": this is not a trace of pysocket.trace") end
  return records
end

-- Lifelines and calls ------------------------------------------------------------------

local function lifeline(process, number, record, role)
  local line = process.lines[number]
  if not line then
    line = {process = process, number = number, calls = {}, states = {}, role = role}
    process.lines[number] = line
    process.order[#process.order + 1] = line
  end
  line.role = role or line.role
  line.born = line.born or record
  return line
end

local function change(line, state, record)
  local last = line.states[#line.states]
  if state and (not last or last.state ~= state) then
    line.states[#line.states + 1] = {state = state, call = record}
  end
end

local function meet(process, record)
  if record.made then
    local made = lifeline(process, record.made, record, record.made_role)
    made["local"], made.peer = record.made_local, record.made_peer
    change(made, record.made_state, record)
    record.made_line = made
  end
  if record.pair then
    local other = lifeline(process, record.pair, record, "pair")
    other.partner, record.line.partner = record.line, other
    change(other, "connected", record)
  end
end

local function take(process, record)
  local line = lifeline(process, record.socket, record, record.role)
  record.line, record.process = line, process
  line.calls[#line.calls + 1] = record
  line["local"], line.peer = record["local"] or line["local"], record.peer or line.peer
  change(line, record.state, record)
  meet(process, record)
end

-- (paths) -> processes, calls in the order in which they ended
local function load_all(paths)
  local processes, calls = {}, {}
  for _, path in ipairs(paths) do
    local records = read_records(path)
    local process = {program = records[1].program, pid = records[1].pid, lines = {}, order = {}}
    processes[#processes + 1] = process
    for i = 2, #records do
      if records[i].socket then
        take(process, records[i])
        calls[#calls + 1] = records[i]
      end
    end
    table.sort(process.order, function(a, b) return a.number < b.number end)
  end
  table.sort(calls, function(a, b) return a["end"] < b["end"] end)
  for i, call in ipairs(calls) do call.id = i end
  return processes, calls
end

-- Finding connections --------------------------------------------------------------------

local function fits(client, accepted)
  if client.partner or client.peer ~= accepted["local"] then return false end
  return client["local"] == accepted.peer
end

local function find_client(calls, accepted)
  for _, call in ipairs(calls) do
    if (call.call == "connect" or call.call == "connect_ex") and not call.error and fits(call.line, accepted) then
      return call
    end
  end
end

local function arrow(arrows, kind, from, to, label)
  arrows[#arrows + 1] = {kind = kind, from = from, to = to, label = label}
end

local function connect_all(calls, arrows)
  for _, call in ipairs(calls) do
    local accepted = call.call == "accept" and call.made_line
    local client = accepted and find_client(calls, accepted)
    if client then
      client.line.partner, accepted.partner = accepted, client.line
      arrow(arrows, "connection", client, call, "connection")
    end
  end
end

-- Matching sent and received data -----------------------------------------------------------

local function plural(n)
  return ("%d byte%s"):format(n, n == 1 and "" or "s")
end

local function is_stream(line)
  return line.partner and line.role ~= "datagram"
end

-- The calls of a lifeline that transfer bytes in a direction, with positions in the stream.
local function moves(line, direction)
  local list, offset = {}, 0
  for _, call in ipairs(line.calls) do
    if call.direction == direction and call.bytes and call.bytes > 0 then
      list[#list + 1] = {call = call, first = offset, last = offset + call.bytes}
      offset = offset + call.bytes
    end
  end
  return list
end

local function match_stream(sender, receiver, arrows)
  local sends = moves(sender, "out")
  local i = 1
  for _, got in ipairs(moves(receiver, "in")) do
    while sends[i] and sends[i].last <= got.first do i = i + 1 end
    local k = i
    while sends[k] and sends[k].first < got.last do
      local bytes = math.min(sends[k].last, got.last) - math.max(sends[k].first, got.first)
      arrow(arrows, "data", sends[k].call, got.call, plural(bytes))
      k = k + 1
    end
  end
end

local ENDS = {close = true, shutdown = true}

local function match_end(sender, receiver, arrows)
  local ended, seen
  for _, call in ipairs(sender.calls) do
    if ENDS[call.call] and call.arguments ~= "SHUT_RD" then ended = ended or call end
  end
  for _, call in ipairs(receiver.calls) do
    if call.end_of_stream then seen = seen or call end
  end
  if ended and seen and ended.start < seen["end"] then arrow(arrows, "end", ended, seen, "end of stream") end
end

local function port(address)
  return address and address:match ", (%d+)"
end

local function reaches(address, line)
  local bound = line["local"]
  if line.role ~= "datagram" or not address or not bound then return false end
  local is_any = bound:find("'0.0.0.0'", 1, true) or bound:find("'::'", 1, true)
  return bound == address or is_any and port(bound) == port(address)
end

-- Returns whether the datagram that the call sent is the one that `got` received.
local function is_same(sent, got)
  if sent.taken or sent.bytes ~= got.bytes or sent.start > got["end"] then return false end
  if not reaches(sent.to or sent.peer, got.line) then return false end
  return not got.from or not sent["local"] or got.from == sent["local"] or port(got.from) == port(sent["local"])
end

local function match_datagrams(calls, arrows)
  for _, got in ipairs(calls) do
    for _, sent in ipairs(got.line.role == "datagram" and got.direction == "in" and calls or {}) do
      if sent.direction == "out" and is_same(sent, got) then
        sent.taken = true
        arrow(arrows, "data", sent, got, plural(got.bytes))
        break
      end
    end
  end
end

local function match_all(processes, calls)
  local arrows = {}
  connect_all(calls, arrows)
  for _, process in ipairs(processes) do
    for _, line in ipairs(process.order) do
      if is_stream(line) then
        match_stream(line, line.partner, arrows)
        match_end(line, line.partner, arrows)
      end
    end
  end
  match_datagrams(calls, arrows)
  return arrows
end

-- Layout ----------------------------------------------------------------------------------

local LEFT, TOP, COLUMN, ROW = 96, 132, 310, 40
local ROOM = 92  -- left of a lifeline, for its states

-- Each start and each end of a call has its own row, in chronological order. A call during
-- which nothing else happened has one row.
local function lay_rows(calls)
  local points = {}
  for _, call in ipairs(calls) do
    points[#points + 1] = {time = call.start, call = call, is_start = true, order = call.id}
    points[#points + 1] = {time = call["end"], call = call, order = call.id}
  end
  table.sort(points, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    if a.is_start ~= b.is_start then return a.is_start == true end
    return a.order < b.order
  end)
  local y = TOP + ROW // 2
  for i, point in ipairs(points) do
    local before = points[i - 1]
    local goes_on = before and before.call == point.call
    if before and not (goes_on and point.time - before.time < 0.001) then y = y + ROW end
    point.call[point.is_start and "y1" or "y2"] = y
  end
  return y + ROW
end

local function lay_columns(processes)
  local x = LEFT
  for _, process in ipairs(processes) do
    process.x = x
    for _, line in ipairs(process.order) do
      line.x = x + ROOM
      x = x + COLUMN
    end
    process.width = x - process.x - 14
  end
  return x + 8
end

-- Drawing --------------------------------------------------------------------------------

local STYLE = [[
svg { background: #fff; font: 11px/1.3 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
text { fill: #1f2933; }
.process rect { fill: #f4f6f9; stroke: #d5dbe3; }
.process .band { fill: #33415c; stroke: none; }
.process .band + text { fill: #fff; font-weight: bold; }
.head rect { fill: #fff; stroke: #33415c; }
.head .role { font-weight: bold; }
.small { font-size: 10px; fill: #5f6c7b; }
.line { stroke-width: 3; fill: none; }
.created { stroke: #9aa5b1; } .bound { stroke: #4098d7; } .listening { stroke: #7c5cd6; }
.connected { stroke: #2f9e62; } .half-closed { stroke: #e0912f; } .closed { stroke: #c3cad2; stroke-dasharray: 2 5; }
.state rect { stroke: none; rx: 7px; } .state text { fill: #fff; font-size: 10px; text-anchor: end; }
.state .created { fill: #7b8794; } .state .bound { fill: #2f80c0; } .state .listening { fill: #6b48cf; }
.state .connected { fill: #25834f; } .state .half-closed { fill: #b96f12; } .state .closed { fill: #7b8794; }
.call .mark { fill: #33415c; stroke: #fff; } .call .wait { fill: #f6d58a; stroke: #b98a1d; }
.call text { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
.call .name { font-weight: bold; } .call .error { fill: #c0262d; } .call { cursor: pointer; }
.arrow path { fill: none; stroke-width: 1.6; } .arrow text { font-size: 10px; text-anchor: middle;
  paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
.made { stroke: #8a94a1; stroke-width: 1.2; stroke-dasharray: 3 3; fill: none; }
.arrow.data path { stroke: #1769aa; } .arrow.data .tip { fill: #1769aa; } .arrow.data text { fill: #1769aa; }
.arrow.connection path { stroke: #7c3aed; } .arrow.connection .tip { fill: #7c3aed; }
.arrow.connection text { fill: #6d28d9; }
.arrow.end path { stroke: #6b7684; stroke-dasharray: 5 4; } .arrow.end .tip { fill: #6b7684; }
.arrow.end text { fill: #5f6c7b; }
.selected .mark, .selected .wait { stroke: #d6336c; stroke-width: 2.5; } .arrow.selected path { stroke-width: 3.4; }
.arrow path.tip { stroke: none; }
]]

local ENTITIES = {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;"}

local function escaped(text)
  return (tostring(text):gsub('[&<>"]', ENTITIES))
end

local function cut(text, max)
  if (utf8.len(text) or #text) <= max then return text end
  return text:sub(1, (utf8.offset(text, max) or max) - 1) .. "…"
end

local function class(state)
  return (state:gsub(" ", "-"))
end

local function add(out, format, ...)
  out[#out + 1] = format:format(...)
end

local function draw_process(out, process)
  add(out, '<g class="process"><rect x="%d" y="8" width="%d" height="%d" rx="8"/>', process.x, process.width, TOP - 18)
  add(out, '<rect class="band" x="%d" y="8" width="%d" height="26" rx="8"/>', process.x, process.width)
  add(out, '<text x="%d" y="25">%s</text></g>', process.x + 12,
    escaped(("%s (process %d)"):format(process.program, process.pid)))
end

local function draw_head(out, line)
  local x = line.x - ROOM + 10
  add(out, '<g class="head"><rect x="%d" y="44" width="%d" height="62" rx="5"/>', x, COLUMN - 34)
  add(out, '<text class="role" x="%d" y="62">#%d %s</text>', x + 10, line.number, line.role)
  for i, name in ipairs{"local", "peer"} do
    if line[name] then
      add(out, '<text class="small" x="%d" y="%d">%-5s %s</text>', x + 10, 66 + 15 * i, name,
        escaped(cut(line[name], 36)))
    end
  end
  add(out, "</g>")
end

local function draw_line(out, line, bottom)
  add(out, '<g class="lifeline" id="socket-%s-%d">', line.process.pid, line.number)
  for i, change_ in ipairs(line.states) do
    local following = line.states[i + 1]
    add(out, '<path class="line %s" d="M%d %dV%d"/>', class(change_.state), line.x, change_.call.y2,
      following and following.call.y2 or bottom)
  end
  add(out, "</g>")
end

local function draw_states(out, line)
  for _, item in ipairs(line.states) do
    local width = #item.state * 6 + 14
    local x, y = line.x - 12, item.call.y2
    add(out, '<g class="state"><rect class="%s" x="%d" y="%d" width="%d" height="15" rx="7"/>', class(item.state),
      x - width, y - 8, width)
    add(out, '<text x="%d" y="%d">%s</text></g>', x - 7, y + 3, item.state)
  end
end

local function outcome(call)
  if call.error then return "error", call.error end
  return "small", call.result and "→ " .. call.result or ""
end

local function waited(call)
  local seconds = call["end"] - call.start
  return seconds >= 0.001 and ("waited %.3f s"):format(seconds) or nil
end

-- The details of the call, one "name: value" per line.
local function details(call, began)
  local lines = {
    ("call: %s(%s)"):format(call.call, call.arguments or ""),
    ("socket: #%d %s of %s"):format(call.socket, call.role, call.process.program),
    ("from %.6f s to %.6f s"):format(call.start - began, call["end"] - began),
  }
  for _, name in ipairs{"task", "result", "error", "state", "local", "peer"} do
    if call[name] then lines[#lines + 1] = ("%s: %s"):format(name, call[name]) end
  end
  lines[#lines + 1] = waited(call)
  return table.concat(lines, "\n")
end

local function draw_call(out, call, began)
  local x, y1, y2 = call.line.x, call.y1, call.y2
  local kind, text = outcome(call)
  local room = kind == "error" and 29 or 32
  add(out, '<g class="call" id="call-%d"><title>%s</title>', call.id, escaped(details(call, began)))
  if y2 > y1 then
    add(out, '<rect class="wait" x="%d" y="%d" width="12" height="%d" rx="3"/>', x - 6, y1 - 7, y2 - y1 + 14)
  else
    add(out, '<rect class="mark" x="%d" y="%d" width="10" height="14" rx="3"/>', x - 5, y1 - 7)
  end
  local name = ("%s(%s)"):format(call.call, call.arguments or "")
  add(out, '<text class="name" x="%d" y="%d">%s</text>', x + 12, y1 - 6, escaped(cut(name, 29)))
  add(out, '<text class="%s" x="%d" y="%d">%s</text>', kind, x + 12, y2 + 14, escaped(cut(text, room)))
  if y2 > y1 then
    add(out, '<text class="small" x="%d" y="%d">%s</text>', x + 12, y1 + 14, waited(call) or "")
  end
  add(out, "</g>")
end

-- Returns a path from the edge of one bar to that of the other; an arc if they are on one lifeline.
local function path_of(item)
  local from, to = item.from, item.to
  local x1, y1, x2, y2 = from.line.x, from.y1, to.line.x, to.y2
  if from.line == to.line then
    return ("M%d %dC%d %d %d %d %d %d"):format(x1 + 7, y1, x1 + 60, y1, x1 + 60, y2, x1 + 9, y2), x1 + 60, x1 + 8, y2
  end
  local side = x2 > x1 and 1 or -1
  return ("M%d %dL%d %d"):format(x1 + 7 * side, y1, x2 - 9 * side, y2), x1, x2 - 8 * side, y2
end

local function draw_arrow(out, item)
  local from, to = item.from, item.to
  add(out, '<g class="arrow %s from-%d to-%d"><path d="%s"/>', item.kind, from.id, to.id, (path_of(item)))
  local x = from.line == to.line and from.line.x + 84 or (from.line.x + to.line.x) // 2
  add(out, '<text x="%d" y="%d">%s</text></g>', x, (from.y1 + to.y2) // 2 - 5, escaped(item.label))
end

-- Arrowheads are above the texts, lines below them.
local function draw_arrowhead(out, item)
  local from, to = item.from, item.to
  local _, from_x, x, y = path_of(item)
  local angle = math.deg(math.atan(from.line ~= to.line and y - from.y1 or 0, x - from_x))
  add(out, '<g class="arrow %s from-%d to-%d"><path class="tip" d="M0 0L-10 -4.5L-10 4.5z" ', item.kind, from.id, to.id)
  add(out, 'transform="translate(%d %d) rotate(%.1f)"/></g>', x, y, angle)
end

-- Draws a line from the listener to the socket that accept made.
local function draw_made(out, call)
  if not call.made_line then return end
  add(out, '<path class="made" d="M%d %dH%d"/>', call.line.x + 7, call.y2, call.made_line.x)
end

local function draw_times(out, calls, began, width)
  local seen = {}
  for _, call in ipairs(calls) do
    for _, point in ipairs{{call.y1, call.start}, {call.y2, call["end"]}} do
      local y, time = point[1], point[2]
      if not seen[y] then
        seen[y] = true
        add(out, '<path d="M%d %dH%d" stroke="#eef1f4"/>', LEFT - 8, y, width - 14)
        add(out, '<text class="small" x="%d" y="%d" text-anchor="end">%.4f s</text>', LEFT - 14, y + 3, time - began)
      end
    end
  end
end

local function earliest(calls)
  local began = math.huge
  for _, call in ipairs(calls) do began = math.min(began, call.start) end
  return began
end

local function draw(processes, calls, arrows)
  local bottom, width, began = lay_rows(calls), lay_columns(processes), earliest(calls)
  local out = {}
  add(out, '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">',
    width, bottom, width, bottom)
  add(out, "<title>What the sockets did</title><style>%s</style>", STYLE)
  add(out, '<rect width="%d" height="%d" fill="#fff"/>', width, bottom)
  draw_times(out, calls, began, width)
  for _, process in ipairs(processes) do
    draw_process(out, process)
    for _, line in ipairs(process.order) do
      draw_head(out, line)
      draw_line(out, line, bottom - 8)
    end
  end
  for _, call in ipairs(calls) do draw_made(out, call) end
  for _, item in ipairs(arrows) do draw_arrow(out, item) end
  for _, process in ipairs(processes) do
    for _, line in ipairs(process.order) do draw_states(out, line) end
  end
  for _, call in ipairs(calls) do draw_call(out, call, began) end
  for _, item in ipairs(arrows) do draw_arrowhead(out, item) end
  add(out, "</svg>\n")
  return table.concat(out, "\n")
end

-- The page --------------------------------------------------------------------------------

local PAGE = [[
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>%s</title>
<style>
body { margin: 16px; font: 14px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; }
#details { position: sticky; bottom: 0; margin: 8px 0 0; padding: 10px 14px; background: #f4f6f9;
  border-top: 1px solid #d5dbe3; white-space: pre-wrap; font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
</style>
<h1 style="font-size: 18px; margin: 0">%s</h1>
<p style="margin: 2px 0 10px">Time runs downwards. A bar is a wait; a click on a call shows all that is known of it.</p>
%s
<pre id="details">Click on a call.</pre>
<script>
function select() {
  const call = document.getElementById(location.hash.slice(1))
  if (!call || !call.classList.contains("call")) return
  for (const old of document.querySelectorAll(".selected")) old.classList.remove("selected")
  const id = call.id.slice("call-".length)
  for (const item of [call, ...document.querySelectorAll(`.from-${id}, .to-${id}`)]) item.classList.add("selected")
  document.getElementById("details").textContent = call.querySelector("title").textContent
}
for (const call of document.querySelectorAll(".call")) call.onclick = () => { location.hash = call.id }
addEventListener("hashchange", select)
select()
</script>
</html>
]]

local function check(paths, name)
  if type(paths) ~= "table" or #paths == 0 then
    argument.error(1, name, "sequence of paths of traces expected, got " ..
      (type(paths) == "table" and "an empty one" or argument.typename(paths)))
  end
end

local function svg_of(paths)
  local processes, calls = load_all(paths)
  if #calls == 0 then argument.fail "the traces contain no calls of sockets" end
  return draw(processes, calls, match_all(processes, calls)), processes
end

--- diagram.svg(paths) -> string
function diagram.svg(paths)
  check(paths, "svg")
  return (svg_of(paths))
end

--- diagram.html(paths) -> string
function diagram.html(paths)
  check(paths, "html")
  local svg, processes = svg_of(paths)
  local names = {}
  for i, process in ipairs(processes) do names[i] = process.program end
  local title = escaped("Sockets of " .. table.concat(names, " and "))
  return PAGE:format(title, title, svg)
end

-- ends the interpreter, which would run the first file as a program
local function run_by_option()
  local files = {}
  for i = 0, #arg do files[i + 1] = arg[-1] and arg[i] or nil end
  if #files == 0 then
    io.stderr:write("usage: lua5.4 -l pysocket.trace.diagram FILE.json ... >PAGE.html\n")
    os.exit(1)
  end
  local ok, page = pcall(diagram.html, files)
  if not ok then
    io.stderr:write("pysocket.trace.diagram: ", page, "\n")
    os.exit(1)
  end
  io.write(page)
  os.exit(true, true)
end

diagram.svg, diagram.html = core._front(diagram.svg), core._front(diagram.html)

if require "pysocket.trace.loaded"() then run_by_option() end

return core._module(diagram, "pysocket.trace.diagram")

--- Draws bar charts in SVG.

local plot = {}

local COLOURS = {pysocket = "#1f77b4", luasocket = "#ff7f0e", ["pysocket.luasocket"] = "#ffbb78", luv = "#2ca02c",
                 cqueues = "#9467bd", Python = "#d62728"}
local LEFT, WIDTH, BAR, GAP, TOP = 230, 480, 13, 12, 34

local function escape(text)
  return (text:gsub("[&<>]", {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;"}))
end

-- Draws one row: its title, a bar for each side with its quartiles, and the target.
local function draw(out, part, y, scale)
  out(('<text x="%d" y="%.1f" text-anchor="end">%s</text>'):format(
    LEFT - 8, y + #part.bars * BAR / 2 + 4, escape(part.title)))
  for i, bar in ipairs(part.bars) do
    local at, length = y + (i - 1) * BAR, math.max(1, math.min(bar.value, scale.most) * scale.unit)
    out(('<rect x="%d" y="%.1f" width="%.1f" height="%d" fill="%s"><title>%s: %s</title></rect>'):format(
      LEFT, at, length, BAR - 2, COLOURS[bar.name] or "#888", escape(bar.name), bar.text))
    if bar.value <= scale.most then
      out(('<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="#000" stroke-opacity="0.5"/>'):format(
        LEFT + bar.low * scale.unit, LEFT + math.min(bar.high, scale.most) * scale.unit, at + 5.5, at + 5.5))
    end
    out(('<text x="%.1f" y="%.1f" font-size="10">%s</text>'):format(LEFT + length + 6, at + 9.5, bar.text))
  end
  if part.reach and part.reach <= scale.most then
    local x = LEFT + part.reach * scale.unit
    out(('<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="#000" stroke-width="2">'
      .. '<title>target: %g</title></line>'):format(x, x, y - 2, y + BAR, part.reach))
  end
end

local function legend(out, parts, y)
  local seen, x = {}, LEFT
  for _, part in ipairs(parts) do
    for _, bar in ipairs(part.bars) do
      if not seen[bar.name] then
        seen[bar.name] = true
        out(('<rect x="%d" y="%d" width="10" height="10" fill="%s"/>'):format(x, y, COLOURS[bar.name] or "#888"))
        out(('<text x="%d" y="%d" font-size="11">%s</text>'):format(x + 14, y + 9, escape(bar.name)))
        x = x + 34 + 7 * #bar.name
      end
    end
  end
end

-- Bars that are much longer than the rest are cut off, so that the rest remains readable.
local function limits(parts)
  local values = {}
  for _, part in ipairs(parts) do
    for _, bar in ipairs(part.bars) do values[#values + 1] = bar.value end
  end
  table.sort(values)
  local most = math.min(values[#values], 2.5 * values[(#values + 1) // 2]) * 1.05
  return {most = most, unit = WIDTH / most}
end

--- A chart: `parts` is a sequence of {title =, bars = {{name =, value =, low =,
-- high =, text =}, ...}, reach =}; a line marks the value `mark`.
function plot.bars(title, parts, mark)
  local lines, y, scale = {}, TOP, limits(parts)
  local function out(line) lines[#lines + 1] = line end
  for _, part in ipairs(parts) do
    draw(out, part, y, scale)
    y = y + #part.bars * BAR + GAP
  end
  if mark and mark <= scale.most then
    local x = LEFT + mark * scale.unit
    out(('<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#000" stroke-dasharray="3 3"/>'):format(x, x, TOP - 6, y))
  end
  legend(out, parts, y + 2)
  return ('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">\n'
    .. '<rect width="100%%" height="100%%" fill="#fff"/>\n'
    .. '<text x="%d" y="18" font-size="14" font-weight="bold">%s</text>\n%s\n</svg>\n'):format(
    LEFT + WIDTH + 80, y + 24, 10, escape(title), table.concat(lines, "\n"))
end

return plot

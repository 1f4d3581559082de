/** The family of the embedded fonts, as they name themselves. */
export const FONT_FAMILY = 'Noto Serif SC';

/**
 * The face of a printed table, for Typst. It draws what `templateData` says, and decides nothing: the pages are divided
 * before. Texts are data, never markup.
 */
export const TEMPLATE = String.raw`
#let d = json("/data.json")
#let em(n) = n * d.size * 1mm
#set document(title: d.title, author: d.author, date: datetime(year: d.date.at(0), month: d.date.at(1), day: d.date.at(2)))
#set text(
  font: "${FONT_FAMILY}", size: em(1), lang: "zh", region: "cn", fallback: false, cjk-latin-spacing: none,
  top-edge: 0.86em, bottom-edge: -0.14em,
)
#set par(leading: em(d.line.gap), spacing: 0pt, justify: false)
#set block(spacing: 0pt)
#set page(
  width: d.page.width * 1mm, height: d.page.height * 1mm,
  margin: (x: d.page.side * 1mm, top: d.page.top * 1mm, bottom: d.page.bottom * 1mm),
  footer: context text(8pt, grid(
    columns: (2fr, 1fr, 2fr), [], align(center)[第 #counter(page).display() 页 共 #d.pages.len() 页], align(right, d.status),
  )),
)
// An empty line within a cell is as high as a written one: it is room to write into.
#let lines(texts) = if texts.len() < 2 { texts.join() } else { texts.map(t => if t == "" { [~] } else { t }).join(linebreak()) }
#let bold(body) = text(weight: "bold", body)
#let sum-row(cells) = cells.enumerate().map(((at, c)) => table.cell(
  colspan: c.columns, align: (if c.columns > 1 or (at == 0 and d.align.at(0) != "right") { center } else { right }) + horizon,
  bold(c.text),
))
#let sides = (left: left, center: center, right: right)
#for (i, p) in d.pages.enumerate() {
  if i > 0 { pagebreak() }
  let is-end = i == d.pages.len() - 1 and d.end != none
  block(height: d.page.above * 1mm, width: 100%, {
    align(center, text(16pt, weight: "bold", d.title))
    place(bottom + left, dy: -1mm, text(9pt, d.unit))
    place(bottom + right, dy: -1mm, text(9pt, d.money))
  })
  table(
    columns: d.widths.map(em), stroke: 0.4pt, inset: (x: em(d.inset.x), y: em(d.inset.y)),
    align: (x, y) => if y < d.headLines { center + horizon } else { sides.at(d.align.at(x)) + horizon },
    table.header(..d.head.map(h => table.cell(
      x: h.column, y: h.y, colspan: h.columns, rowspan: h.lines, bold(h.text),
    ))),
    ..p.rows.map(r => r.map(lines)).flatten(),
    ..p.sums.map(sum-row).flatten(),
    ..if is-end and d.end.total != none { sum-row(d.end.total) },
    ..if is-end { d.end.closing.map(one => table.cell(colspan: d.widths.len(), align: left + horizon, bold(one))) },
  )
}
#if d.signatures.len() > 0 {
  block(above: 5mm, width: 100%, text(9pt, grid(columns: (1fr,) * d.signatures.len(), ..d.signatures)))
}
`;

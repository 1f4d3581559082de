import { FONT_FAMILY } from './template.ts';

/** The face of a paper, for Typst: A4 upright, with the page's number. It draws what the paper says, and decides nothing. */
export const PAPER_TEMPLATE = String.raw`
#let d = json("/data.json")
#set document(title: d.title, author: d.issuer, date: datetime(year: d.date.at(0), month: d.date.at(1), day: d.date.at(2)))
#set text(
  font: "${FONT_FAMILY}", size: 12pt, lang: "zh", region: "cn", fallback: false, cjk-latin-spacing: none,
  top-edge: 0.86em, bottom-edge: -0.14em,
)
#set par(leading: 0.75em, spacing: 0.75em, justify: true)
#set page(
  paper: "a4", margin: (x: 26mm, top: 30mm, bottom: 26mm),
  footer: context text(9pt, grid(
    columns: (1fr, 1fr, 1fr), [], align(center)[第 #counter(page).display() 页 共 #counter(page).final().first() 页],
    align(right, "打印 " + d.printedOn),
  )),
)
// A text is set as it is: a line feed is a line's end.
#let lines(text) = text.split("\n").join(linebreak())
#let paragraph(content) = par(first-line-indent: (amount: 2em, all: true), content)
#let part(p) = {
  if p.kind == "TEXT" { paragraph(lines(p.text)) }
  if p.kind == "ITEMS" { for (i, one) in p.items.enumerate() { paragraph([#(i + 1)．] + lines(one)) } }
  if p.kind == "TABLE" {
    table(
      columns: p.widths.map(w => w * 1fr), stroke: 0.5pt, inset: (x: 0.5em, y: 0.55em),
      align: (x, y) => (if y == 0 or x == 0 { center } else { left }) + horizon,
      table.header(..p.head.map(h => text(weight: "bold", h))), ..p.rows.flatten().map(lines),
    )
  }
  if p.kind == "LINES" {
    set par(justify: false)
    grid(
      columns: (auto, 1fr), row-gutter: 0.9em,
      ..p.lines.map(((name, value)) => (
        name + "：", if value == "" { align(bottom, line(length: 100%, stroke: 0.5pt)) } else { lines(value) },
      )).flatten(),
    )
  }
}
#align(center, text(20pt, weight: "bold", d.title))
#v(2mm)
#if d.number != none { align(right, d.number) }
#v(4mm)
#if d.recipient != none { par(d.recipient + "：") }
#for p in d.parts { part(p); v(1mm) }
#v(10mm)
#block(breakable: false, width: 100%, align(right, block(align(center, d.issuer + linebreak() + d.day))))
#if d.below.len() > 0 {
  v(8mm)
  line(length: 100%, stroke: (thickness: 0.5pt, dash: "dashed"))
  v(2mm)
  block(breakable: false, width: 100%, for p in d.below { part(p); v(1mm) })
}
`;

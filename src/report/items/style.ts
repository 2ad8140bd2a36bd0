/** The style of the item browser and of what the page's script adds. Without the script, nothing of it shows. */
export const itemsStyle = `
.finder{border:1px solid var(--line);border-radius:6px;background:var(--panel);padding:.75rem 1rem;margin:1rem 0}
.finder .fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,9rem),1fr));gap:.6rem 1rem;align-items:end}
.finder .fields>:first-child{grid-column:span 2}
.finder label{display:block;font-size:.85rem;font-weight:600;color:var(--muted)}
.finder input[type=search],.finder select{display:block;width:100%;font:inherit;font-weight:400;color:var(--ink);
background:var(--page);border:1px solid var(--line);border-radius:4px;padding:.3rem .5rem;margin-top:.15rem;height:2.4rem}
.finder .tick{display:flex;gap:.5rem;align-items:center;color:var(--ink);font-weight:400;padding:.4rem 0}
.finder .tick input{width:1.15rem;height:1.15rem;margin:0;accent-color:var(--link)}
.finder .hint{font-size:.85rem;color:var(--muted);margin:.5rem 0 0}
.finder .actions,.pager{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;margin:.75rem 0 0}
.pager{margin:.75rem 0}
.pager p{margin:0}
.listed{font-weight:600;margin:.75rem 0}
button:disabled{color:var(--muted);cursor:default}
.csv{font-size:.85rem;padding:.2rem .6rem;margin:.25rem 0 1rem}
.scroll:has(+.csv){margin-bottom:0}
.items table{min-width:0}
.items thead .number{min-width:6.5rem;max-width:8rem;overflow-wrap:anywhere;white-space:normal}
.items .sar small,.specs th small{display:block}
.specs th small{color:var(--muted);font-weight:400}
.items tr.row:has(+.asked:not([hidden]))>*{border-bottom:0}
.asked>td{max-width:none;padding-top:0}
.excerpt{margin:0;max-width:none;color:var(--muted);font-size:.9rem}
.items .breach{color:var(--no);font-weight:700}
.items .unknown{color:var(--muted)}
.more .specs{min-width:0;width:100%}
.more .specs td,.more .specs th{background:none}
.verdict{border-left:5px solid var(--na);padding-left:.35rem;white-space:nowrap}
.verdict.YES{border-left-color:var(--yes)}
.verdict.NO{border-left-color:var(--no);font-weight:700}
.verdict.unscored{border-left-color:var(--unscored)}
.verdict small{display:block;color:var(--muted);font-weight:400}
.passes{margin:.75rem 0 0}
.passes .steps{margin:.35rem 0;padding:0 0 0 2rem;font-size:.9rem}
.passes .steps>li{margin:.35rem 0;max-width:none}
.passes .steps>li::marker{color:var(--muted)}
.pass>summary,.pass>.line{font-size:.9rem;color:var(--ink);margin:0}
.pass small{color:var(--muted)}
.tag{border:1px solid var(--line);border-radius:3px;padding:0 .35rem;font-size:.8rem;background:var(--page)}
.tag.chosen{border-color:var(--turn);color:var(--turn);font-weight:700}
.pass.won{border-left:4px solid var(--turn);padding-left:.5rem}
.part{margin:.35rem 0 .6rem}
.part .name{margin:0}
.part .text{font-size:.9rem}
.part.inserted{border:1px dashed var(--muted);border-radius:4px;padding:.3rem .6rem;background:var(--page);max-width:41rem}
.part.inserted .text{font-style:italic;color:var(--muted)}
.part.thought{border-left:4px solid var(--line);padding-left:.6rem}
@media (max-width:40rem){
.items table{min-width:0}
.items thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.items tbody,.items caption{display:block}
.items tr.row{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.1rem 1rem;padding:.6rem 0;
border-bottom:1px solid var(--line)}
.items tr.row>th{grid-column:1/-1}
.items tr.row>*{border:0;padding:.1rem 0;text-align:left;white-space:normal;max-width:none;min-width:0;overflow-wrap:anywhere}
.items tr.row>td::before{content:attr(data-head);display:block;font-size:.75rem;color:var(--muted)}
.items tr.more,.items tr.more>td,.items tr.asked,.items tr.asked>td{display:block}
.items tr.more>td{border:0}
.items tr.row:has(+.asked:not([hidden])){border-bottom:0}
.inside{position:static;width:auto;padding:.5rem .75rem .75rem}
.more .specs thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.more .specs tbody{display:block}
.more .specs tr{display:flex;flex-wrap:wrap;gap:.3rem .75rem;padding:.5rem 0;border-bottom:1px solid var(--grid)}
.more .specs tr>*{border-bottom:0;padding:0;max-width:none}
.more .specs tr>th,.more .specs tr>.rule{flex:1 0 100%}
.more .specs td:not(.rule)::before{content:attr(data-head);display:block;font-size:.75rem;color:var(--muted);font-weight:400}
}
@media print{
.finder,.pager,.csv{display:none}
.items .sar,.verdict{white-space:normal}
.items thead .number{min-width:0}
.items .number,.specs thead th,.specs td:not(.rule){overflow-wrap:anywhere}
.items th,.items td{padding-right:.25rem}
}
`;

/** What the parts that compare have beside those of one evaluation. */
export const severalStyle = `
.compared thead th{white-space:normal;max-width:7.5rem}
.compared tbody th{min-width:11rem}
.smalls .each{display:grid;grid-template-columns:repeat(auto-fill,minmax(272px,1fr));gap:1rem .75rem;margin:.5rem 0}
.small{min-width:0;break-inside:avoid}
.small svg{overflow:visible}
.small .name{margin:0 0 .1rem;color:var(--ink);font-size:.9rem;line-height:1.3}
.warning ul{margin:0;padding-left:1.1rem}
@media (max-width:40rem){.compared tbody th{min-width:7.5rem}}
@media print{
.compared tbody th{min-width:0}
.compared tbody th,.compared td.words,.tight th{overflow-wrap:anywhere}
.compared td.words{min-width:4.3rem}
figure.smalls{break-inside:auto}
}
`;

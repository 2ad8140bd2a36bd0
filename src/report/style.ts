const light = `--page:#fff;--panel:#f5f7f9;--ink:#1b1f24;--muted:#57606a;--line:#c9d1d9;--grid:#e5e9ed;--link:#0b5cad;
--warn-page:#fff4e0;--warn-line:#c77700;--series-1:#1f66ad;--series-2:#18794e;--series-3:#b3540b;--series-4:#7a4fb5;
--yes:#2b6cb0;--no:#c03a2b;--na:#d3d9df;--unscored:#7a4fb5;--turn:#18794e;--on-fill:#fff;`;

const dark = `--page:#12161b;--panel:#1b2128;--ink:#e6eaee;--muted:#a3adb8;--line:#3d4752;--grid:#2a323b;--link:#7fb5f0;
--warn-page:#33260d;--warn-line:#e0a030;--series-1:#6aaaf0;--series-2:#4fc08d;--series-3:#f0a060;--series-4:#b79bea;
--yes:#6aaaf0;--no:#f08070;--na:#4a545f;--unscored:#b79bea;--turn:#4fc08d;--on-fill:#12161b;`;

/** The page's style: light and dark by the reader's setting, paper in light colours. */
export const style = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:76rem;padding:1.5rem 1rem;background:var(--page);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.8rem;line-height:1.2;margin:0 0 1rem}
h2{font-size:1.35rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p,li{max-width:52rem}
p,ul{margin:.5rem 0}
a{color:var(--link)}
code{font-family:ui-monospace,"Liberation Mono",Menlo,monospace;font-size:.9em}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1.25rem 0 0;padding:0}
dl{display:grid;gap:.35rem 1.5rem;margin:.75rem 0}
dl div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:1rem}
dt{color:var(--muted)}
dd{margin:0}
.banner,.warning{border:1px solid var(--warn-line);border-left-width:6px;background:var(--warn-page);padding:.75rem 1rem;
margin:1rem 0;border-radius:4px;max-width:none}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:1rem;margin:1rem 0}
.card{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:1rem}
.card h3{margin:0;color:var(--muted);font-weight:600}
.card p{margin:.15rem 0;font-size:.9rem}
.card .large{font-size:2.4rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1.5rem 2rem;align-items:start}
figure{margin:1rem 0 .5rem;min-width:0}
figcaption{font-size:.9rem;color:var(--muted)}
figcaption strong{color:var(--ink);display:block;font-size:1rem}
figure svg{display:block;max-width:100%;height:auto}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;margin:.4rem 0;padding:0;font-size:.85rem}
.legend svg{display:inline-block;vertical-align:-1px}
.narrow{display:none}
.data{margin:.4rem 0}
summary{cursor:pointer;color:var(--link);font-size:.9rem;padding:.15rem 0}
.scroll{overflow-x:auto;max-width:100%;margin:.5rem 0 1rem;container-type:inline-size}
table{border-collapse:collapse;font-size:.875rem;min-width:min(100%,30rem)}
caption{text-align:left;color:var(--muted);padding:.25rem 0}
caption>*{position:sticky;left:0;display:inline-block;max-width:100cqi}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--grid);overflow-wrap:normal;
max-width:24rem}
thead th{border-bottom:1px solid var(--line);vertical-align:bottom}
tbody th{font-weight:500;min-width:7rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.prose{display:block;min-width:18rem;max-width:40rem}
.reasons{list-style:none;margin:0;padding:0;white-space:nowrap}
button{font:inherit;color:var(--link);background:var(--page);border:1px solid var(--line);border-radius:4px;padding:.4rem .9rem;
cursor:pointer}
#reveal{border-color:var(--warn-line);color:var(--ink);font-weight:600}
.items table{width:100%;min-width:66rem}
.open{border:0;padding:0;background:none;font-size:.95em;white-space:nowrap;text-align:left}
.open::before{content:"▸ "}
.open[aria-expanded=true]::before{content:"▾ "}
.more>td{padding:0;max-width:none;background:var(--panel)}
.inside{position:sticky;left:0;width:100cqi;padding:.75rem 1rem}
.verdicts{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;margin:0 0 .5rem;padding:0;font-size:.8rem}
.verdicts li{border:1px solid var(--line);border-left:5px solid var(--na);border-radius:3px;padding:0 .4rem;background:var(--page)}
.verdicts .YES{border-left-color:var(--yes)}
.verdicts .NO{border-left-color:var(--no);font-weight:700}
.verdicts .unscored{border-left-color:var(--unscored)}
.texts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem 2rem}
.texts>div{min-width:0}
.name{margin:.5rem 0 .1rem;font-weight:600;font-size:.85rem;color:var(--muted)}
.text{font-size:.925rem;white-space:pre-wrap;overflow-wrap:anywhere;max-width:40rem}
footer{margin-top:2.5rem;border-top:1px solid var(--line);color:var(--muted);font-size:.9rem}
@media (max-width:40rem){
h1{font-size:1.45rem}
dl div{grid-template-columns:1fr;gap:0}
.wide{display:none}
.narrow{display:block}
}
@media print{
:root{color-scheme:light;${light}}
html{font-size:9.5pt}
body{max-width:none;padding:0}
table,.items table{min-width:0;font-size:7.5pt}
th,td{padding-right:.4rem;overflow-wrap:break-word}
tbody th,.prose{min-width:0}
.number,.open,.reasons{white-space:normal}
nav,#reveal{display:none}
.scroll{overflow:visible}
tr,figure,.card{break-inside:avoid}
.inside{position:static;width:auto}
.more,.texts{break-inside:auto}
}
`;

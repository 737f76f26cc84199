package dev.credence.examples.report;

/** How the page looks: light and dark, wide and narrow, on screen and on paper. */
final class ReportStyle {
  static final String CSS =
      """
      :root {
        --ground: #fff; --ink: #1c2024; --soft: #5c6670; --line: #d5dbe1; --panel: #f5f7f9;
        --yes: #0b5d33; --yes-ground: #dcf3e4; --no: #5c6670; --no-ground: #f5f7f9; --link: #0b57a4;
        --risk: #7a3300; --risk-ground: #ffe3c2;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --ground: #14171a; --ink: #e6e9ec; --soft: #9aa5b0; --line: #343b42; --panel: #1d2226;
          --yes: #8fe0b0; --yes-ground: #12351f; --no: #9aa5b0; --no-ground: #1d2226; --link: #7db8f0;
          --risk: #ffc48a; --risk-ground: #4a2a08;
        }
      }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--ground); color: var(--ink);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
      main { max-width: 110rem; margin: 0 auto; padding: 1.5rem; }
      h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
      h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; }
      h3 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
      h4 { font-size: .9rem; margin: 1rem 0 .25rem; color: var(--soft); }
      .lead, .note { max-width: 50rem; color: var(--soft); }
      code, pre, li, dd { overflow-wrap: anywhere; }
      a { color: var(--link); }
      .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
      .scroll:focus-visible { outline: 2px solid var(--link); }
      table { border-collapse: collapse; width: 100%; font-size: .8125rem; }
      th, td { padding: .5rem .35rem; text-align: left; vertical-align: top;
        border-bottom: 1px solid var(--line); }
      tbody tr:last-child > * { border-bottom: 0; }
      thead th { background: var(--panel); font-weight: 600; min-width: 5rem; }
      tbody th { background: var(--panel); min-width: 10rem; font-weight: 600; }
      tr > :first-child { position: sticky; left: 0; padding-left: .75rem;
        border-right: 1px solid var(--line); }
      .grant { display: inline-block; font-weight: 400; font-size: .92em; color: var(--soft);
        border: 1px solid var(--line); border-radius: 4px; padding: 0 .35rem; }
      .verdict { font-weight: 600; }
      .why { display: block; font-size: .85em; line-height: 1.35; }
      td.yes { background: var(--yes-ground); color: var(--yes); }
      td.no { background: var(--no-ground); color: var(--no); }
      td.risk { background: var(--risk-ground); color: var(--risk); }
      td.risk .verdict::before { content: "\\26a0\\00a0"; }
      td.yes .verdict::before { content: "\\2713\\00a0"; }
      td.no .verdict::before { content: "\\2715\\00a0"; }
      details { margin: .75rem 0; }
      summary { cursor: pointer; color: var(--link); }
      .policy { border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 0 0 1rem; }
      .policy:target { border-color: var(--link); }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
      dt { color: var(--soft); }
      dd { margin: 0; }
      dd ul { margin: 0; padding-left: 1.1rem; }
      .open li::marker { color: var(--risk); }
      pre { background: var(--panel); padding: .75rem; border-radius: 6px; margin: 0;
        overflow-x: auto; white-space: pre; overflow-wrap: normal; font-size: .8rem; }
      @media (max-width: 45rem) {
        main { padding: 1rem; }
        table { font-size: .9375rem; }
        .scroll { border: 0; overflow: visible; }
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); }
        table, tbody, tr, tbody th, td { display: block; min-width: 0; }
        tr > :first-child { position: static; padding-left: .4rem; border-right: 0; }
        tbody tr { border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
          margin-bottom: 1rem; }
        td { display: grid; grid-template-columns: 9rem 1fr; column-gap: .75rem; }
        td::before { content: attr(data-scenario); grid-row: span 2; color: var(--ink); }
        tbody tr:last-child > td { border-bottom: 1px solid var(--line); }
        tbody tr > td:last-child { border-bottom: 0; }
        dl { display: block; }
        dt { margin-top: .5rem; }
      }
      @media print {
        :root { --ground: #fff; --ink: #000; --soft: #444; --line: #999; --panel: #fff;
          --yes: #000; --yes-ground: #fff; --no: #000; --no-ground: #fff; --link: #000;
          --risk: #000; --risk-ground: #fff; }
        main { max-width: none; padding: 0; }
        body { font-size: 11px; }
        .scroll { overflow: visible; border: 0; }
        h2, h3, h4 { break-after: avoid; }
        table { font-size: 9px; }
        th, td { min-width: 0 !important; padding: .2rem !important; }
        td.yes .verdict, td.risk .verdict { text-decoration: underline; }
        .policy, tr { break-inside: avoid; }
        pre { white-space: pre-wrap; }
      }
      """;

  private ReportStyle() {}
}

/** The admin page at /__mock/ui: a frame that `client.js` fills from the control plane. */
export function adminPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>img.pro mock</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="ui/style.css">
<script type="module" src="ui/client.js"></script>
</head>
<body>
<header>
  <h1>img.pro mock</h1>
  <p id="summary" aria-live="off"></p>
  <nav id="links" aria-label="Addresses"></nav>
</header>
<section id="clock" aria-labelledby="clock-title">
  <h2 id="clock-title">Clock</h2>
  <div id="now"></div>
  <div id="clock-actions" class="row"></div>
</section>
<section id="faults" aria-labelledby="faults-title">
  <h2 id="faults-title">Faults</h2>
  <div id="presets" class="row"></div>
  <form id="fault-form">
    <label>Requests <input name="match" value="POST /v1/images" required></label>
    <label>Status <input name="status" inputmode="numeric" pattern="[45][0-9][0-9]" placeholder="503"></label>
    <label>Delay, ms <input name="delay_ms" inputmode="numeric" pattern="[0-9]*"></label>
    <label>Drop <select name="drop"><option value="">no</option><option>before</option><option>mid</option><option>after</option></select></label>
    <label>Times <input name="times" inputmode="numeric" pattern="[0-9]*" placeholder="always"></label>
    <label>Share <input name="rate" inputmode="decimal" placeholder="1"></label>
    <button>Add</button>
  </form>
  <ol id="rules"></ol>
</section>
<section id="keys" aria-labelledby="keys-title">
  <h2 id="keys-title">Keys</h2>
  <ul id="key-list"></ul>
  <form id="key-form">
    <label>Uploads a month <input name="uploads_limit" inputmode="numeric" pattern="[0-9]*" placeholder="100"></label>
    <label>Abilities <select name="abilities"><option value="read,write">read, write</option><option>read</option><option>write</option></select></label>
    <button>Make a key</button>
  </form>
</section>
<main>
  <section aria-labelledby="images-title">
    <div class="row head"><h2 id="images-title">Images</h2><form id="reset-form" class="row"><label>Seeded <input name="images" inputmode="numeric" pattern="[0-9]*" value="24"></label><button class="danger">Reset everything</button></form></div>
    <div id="images"></div>
  </section>
  <section aria-labelledby="requests-title">
    <div class="row head"><h2 id="requests-title">Requests</h2><div class="row"><input id="filter" type="search" placeholder="Filter" aria-label="Filter requests"><button id="clear-requests" type="button">Clear</button></div></div>
    <div class="scroll"><table><thead><tr><th>Time</th><th>Request</th><th>Status</th><th>Key</th><th>Bytes</th><th>Fault</th></tr></thead><tbody id="requests"></tbody></table></div>
  </section>
</main>
<p id="toast" role="status"></p>
</body>
</html>`;
}

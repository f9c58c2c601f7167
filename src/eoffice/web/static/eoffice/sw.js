/* Service worker. Without signal it answers for the check of letters, for a citizen's form that lies in this phone
   (kept and wiped by isian.js and kirim.js), and with a page that says so; everything else goes to the network
   untouched. VERSI and SIMPAN are put in front by the server. It keeps nothing personal itself. */
const TEMPAT = "verifikasi-" + VERSI;
const DATA = "verifikasi-data";
const [HALAMAN, TANPA_SINYAL] = SIMPAN;
const ISIAN = /^\/warga\/isi\/[^/]+\/sekaligus\/$/;
const WARGA = /^\/(?:$|warga\/|desa\/|lacak\/|bantuan\/)/;
const SABAR = 6000;

self.addEventListener("install", (e) => {
  e.waitUntil(
    caches
      .open(TEMPAT)
      .then((t) => t.addAll(SIMPAN))
      .then(() => self.skipWaiting())
  );
});

self.addEventListener("activate", (e) => {
  e.waitUntil(
    caches
      .keys()
      .then((semua) =>
        Promise.all(
          semua.filter((k) => k.startsWith("verifikasi-") && k !== TEMPAT && k !== DATA).map((k) => caches.delete(k))
        )
      )
      .then(() => self.clients.claim())
  );
});

function sabar(minta) {
  return Promise.race([
    fetch(minta),
    new Promise((_, gagal) => setTimeout(() => gagal(new Error("terlalu lama")), SABAR)),
  ]);
}

self.addEventListener("fetch", (e) => {
  const minta = e.request;
  const alamat = new URL(minta.url);
  if (minta.method !== "GET" || alamat.origin !== self.location.origin) return;
  if (minta.mode === "navigate" && /^\/(?:v|cek)\//i.test(alamat.pathname)) {
    e.respondWith(sabar(minta).catch(() => caches.match(HALAMAN)));
  } else if (minta.mode === "navigate" && ISIAN.test(alamat.pathname)) {
    e.respondWith(
      sabar(minta).catch(() => caches.match(minta, { ignoreSearch: true }).then((ada) => ada || caches.match(TANPA_SINYAL)))
    );
  } else if (minta.mode === "navigate" && WARGA.test(alamat.pathname)) {
    e.respondWith(fetch(minta).catch(() => caches.match(TANPA_SINYAL)));
  } else if (SIMPAN.includes(alamat.pathname) && alamat.pathname !== HALAMAN) {
    e.respondWith(caches.match(minta, { ignoreSearch: true }).then((ada) => ada || fetch(minta)));
  } else if (alamat.pathname.startsWith("/static/")) {
    e.respondWith(fetch(minta).catch(() => caches.match(minta)));
  }
});

/* the citizens' queue (kirim.js): tell open pages to send what waits */
self.addEventListener("sync", (e) => {
  if (e.tag !== "kuras") return;
  e.waitUntil(self.clients.matchAll({ type: "window" }).then((semua) => semua.forEach((k) => k.postMessage("kuras"))));
});

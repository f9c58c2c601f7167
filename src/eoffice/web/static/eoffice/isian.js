/* The whole form on one page, usable without signal. Loaded by that page alone (and by the page that the service worker
   shows when there is no signal); kirim.js before it sends, forgets and wipes.

   - every box and photo is written down in this phone while it is filled in, and put back when the page is opened again
   - the page itself is kept with its files, so that it opens without signal; the service worker finds it
   - nothing of it is encrypted: a key that lies beside it would keep nobody out. It goes when it was sent, at signing
     out, by "Hapus isian dari HP ini", and after a week */
(function () {
  "use strict";
  const alat = window.eofficeIsian;
  const form = document.querySelector("form[data-draf]");
  const akun = document.body.dataset.akun || "";
  const PAGAR = new Set(["csrfmiddlewaretoken", "kunci"]);

  /* ---- the page without signal: which forms lie in this phone ---- */
  async function daftar(tempat) {
    for (const nama of await caches.keys()) {
      const [awal, , kunci] = nama.split("|");
      if (awal !== "isian") continue;
      const simpanan = await caches.open(nama);
      for (const minta of await simpanan.keys()) {
        const jalur = new URL(minta.url).pathname;
        if (!jalur.includes(kunci)) continue;
        const judul = /<h1[^>]*>([^<]+)/.exec(await (await simpanan.match(minta)).text());
        const butir = document.createElement("li");
        const tautan = document.createElement("a");
        tautan.href = jalur;
        tautan.textContent = "Lanjutkan mengisi " + (judul ? judul[1] : "permohonan");
        butir.append(tautan);
        tempat.append(butir);
        tempat.hidden = false;
      }
    }
  }
  const tempat = document.getElementById("isian-tersimpan");
  if (tempat && window.caches) daftar(tempat).catch(() => {});
  if (!form || !alat || !akun) return;

  /* ---- the draft ---- */
  const kunci = form.elements.kunci.value;
  const kabar = document.getElementById("draf-kabar");
  const kata = (teks) => {
    kabar.textContent = teks;
  };
  let dihapus = false;
  async function catat() {
    await alat.siap();
    const isi = [...new FormData(form)].filter(([nama, nilai]) => !PAGAR.has(nama) && !(nilai instanceof File && !nilai.size));
    if (dihapus) return;
    await alat.draf("readwrite", (t) => t.put({ kunci, akun, isi, dibuat: Date.now() }));
    kata("Isian tersimpan di HP ini.");
  }
  let jeda = 0;
  const nanti = () => {
    dihapus = false;
    clearTimeout(jeda);
    jeda = setTimeout(() => catat().catch(() => kata("HP ini tidak dapat menyimpan isian. Jangan tutup halaman ini.")), 400);
  };
  function kembalikan(isi) {
    const nilai = new Map();
    isi.forEach(([nama, satu]) => nilai.set(nama, [...(nilai.get(nama) || []), satu]));
    for (const kotak of form.elements) {
      if (!kotak.name || kotak.type === "hidden" || kotak.type === "submit") continue;
      const milik = nilai.get(kotak.name) || [];
      if (kotak.type === "file") {
        const wadah = new DataTransfer();
        milik.forEach((b) => wadah.items.add(b));
        kotak.files = wadah.files;
      } else if (kotak.type === "radio" || kotak.type === "checkbox") {
        kotak.checked = milik.includes(kotak.value);
      } else if (milik.length) {
        kotak.value = milik[0];
      }
    }
  }
  alat
    .draf("readonly", (t) => t.get(kunci))
    .then((ada) => {
      if (ada && ada.akun === akun) {
        kembalikan(ada.isi);
        kata("Isian Anda yang tersimpan di HP ini sudah dikembalikan.");
      }
      form.addEventListener("input", nanti);
      form.addEventListener("change", nanti);
      form.dataset.draf = "siap";
    })
    .catch(() => {}); /* a private window keeps nothing: the form is a plain one */

  const hapus = document.getElementById("draf-hapus");
  hapus.hidden = false;
  hapus.addEventListener("click", async () => {
    if (!window.confirm("Hapus isian ini dari HP ini?")) return;
    clearTimeout(jeda);
    dihapus = true;
    await alat.buang((d) => d.kunci === kunci);
    form.reset();
    kata("Isian sudah dihapus dari HP ini.");
  });
  form.addEventListener("submit", (e) => {
    hapus.hidden = !(e.submitter && e.submitter.name); /* what was sent is forgotten from the bar below */
  });
  form.addEventListener("click", (e) => {
    const tombol = e.target.closest("button[name]");
    if (!tombol || navigator.onLine) return;
    e.preventDefault();
    kata("Menambah atau mengurangi baris perlu sinyal. Isian yang lain tetap dapat dilanjutkan.");
  });

  /* ---- the page ---- */
  async function simpanHalaman() {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    await navigator.serviceWorker.ready;
    const jawab = await fetch(window.location.pathname, { credentials: "same-origin", redirect: "manual" });
    if (!jawab.ok) return;
    const nama = ["isian", akun, kunci, Date.now()].join("|");
    const simpanan = await caches.open(nama);
    const aset = document.querySelectorAll("link[rel=stylesheet],link[rel=icon],script[src]");
    await simpanan.addAll([...aset].map((a) => a.href || a.src));
    await simpanan.put(window.location.pathname, jawab);
    await alat.buangHalaman((h) => h.kunci === kunci && ["isian", h.akun, h.kunci, h.dibuat].join("|") !== nama);
    document.getElementById("draf-siap").hidden = false;
  }
  if (navigator.serviceWorker && window.caches) simpanHalaman().catch(() => {});
})();

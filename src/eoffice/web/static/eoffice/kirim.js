/* Citizen forms over a bad line. Without this file, or without IndexedDB, every form is a plain POST.

   - photos in inputs with data-kecilkan are made small before they travel (1600 px, JPEG .72)
   - a form with data-antre is first written down in this phone, then sent with its Idempotency-Key
     (its field "kunci", issued by the server); it is forgotten only when the answer repeats the key
   - what waits is sent again on load, when the line is back, when the page is looked at, and by Background
     Sync; only under the account it was written by, one sender at a time
   - signing out (data-tahan-keluar) waits until nothing waits, then wipes this person's drafts from this phone
   - what isian.js keeps of an unfinished form goes when it was sent, after a week, and at signing out

   And a button with data-pasang is shown when this browser offers to put the pages on the phone's screen.

   The server answers 2xx with the headers Idempotency-Key (the same key) and Content-Location (where to go).
   4xx except 401, 403, 408, 413 and 429 means: the person must look at it. Anything else: try again later. */
(function () {
  "use strict";
  const SISI = 1600;
  const MUTU = 0.72;
  const ULANG = 20000;
  const UMUR = 7 * 24 * 3600 * 1000;
  const NAMA_DB = "eoffice-antre";
  const akun = document.body.dataset.akun || "";

  /* ---- small photos ---- */
  async function kecilkan(berkas) {
    if (!/^image\/(jpeg|png|webp)$/.test(berkas.type) || berkas.size < 300000) return berkas;
    try {
      const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
      const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
      const kanvas = document.createElement("canvas");
      kanvas.width = Math.round(gambar.width * skala);
      kanvas.height = Math.round(gambar.height * skala);
      const tinta = kanvas.getContext("2d");
      tinta.fillStyle = "#fff";
      tinta.fillRect(0, 0, kanvas.width, kanvas.height);
      tinta.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      gambar.close();
      const hasil = await new Promise((beri) => kanvas.toBlob(beri, "image/jpeg", MUTU));
      if (!hasil || hasil.size >= berkas.size) return berkas;
      return new File([hasil], berkas.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch (_) {
      return berkas; /* the server shrinks what the phone cannot */
    }
  }

  const bekerja = new Set();
  document.addEventListener("change", (e) => {
    const kotak = e.target;
    if (!kotak.matches || !kotak.matches("input[type=file][data-kecilkan]")) return;
    const tugas = Promise.all([...kotak.files].map(kecilkan)).then((semua) => {
      const wadah = new DataTransfer();
      semua.forEach((b) => wadah.items.add(b));
      kotak.files = wadah.files;
    });
    tugas.catch(() => {}).then(() => bekerja.delete(tugas));
    bekerja.add(tugas);
  });

  /* ---- the notebook of this phone ---- */
  function buka(nama, toko) {
    return new Promise((beri, gagal) => {
      const minta = indexedDB.open(nama, 1);
      minta.onupgradeneeded = () => minta.result.createObjectStore(toko, { keyPath: "kunci" });
      minta.onsuccess = () => beri(minta.result);
      minta.onerror = minta.onblocked = () => gagal(minta.error);
    });
  }
  async function catatan(cara, kerja, nama = NAMA_DB, toko = "kirim") {
    const db = await buka(nama, toko);
    try {
      return await new Promise((beri, gagal) => {
        const transaksi = db.transaction(toko, cara);
        const minta = kerja(transaksi.objectStore(toko));
        transaksi.oncomplete = () => beri(minta.result);
        transaksi.onerror = transaksi.onabort = () => gagal(transaksi.error);
      });
    } finally {
      db.close();
    }
  }
  const simpan = (c) => catatan("readwrite", (t) => t.put(c));
  const lupakan = (kunci) => catatan("readwrite", (t) => t.delete(kunci));
  const draf = (cara, kerja) => catatan(cara, kerja, "eoffice-draf", "draf");
  /* Unfinished forms and the pages they stand on. A cache is named isian|account|key|time. */
  async function buangDraf(cocok) {
    const ada = (await draf("readonly", (t) => t.getAll())).filter(cocok);
    for (const d of ada) await draf("readwrite", (t) => t.delete(d.kunci));
  }
  async function buangHalaman(cocok) {
    for (const nama of window.caches ? await caches.keys() : []) {
      const [awal, a, kunci, saat] = nama.split("|");
      if (awal === "isian" && cocok({ akun: a, kunci, dibuat: Number(saat) })) await caches.delete(nama);
    }
  }
  const buang = (cocok) => Promise.all([buangDraf(cocok), buangHalaman(cocok)]).catch(() => {});
  const tuntas = (kunci) => lupakan(kunci).then(() => buang((d) => d.kunci === kunci));
  const semua = async () => (await catatan("readonly", (t) => t.getAll())).filter((c) => c.akun === akun);

  /* ---- sending ---- */
  function token() {
    const kotak = document.querySelector("[name=csrfmiddlewaretoken]");
    return kotak ? kotak.value : "";
  }
  async function kirim(c) {
    const isi = new FormData();
    c.isi.forEach(([nama, nilai, berkas]) => {
      if (nama === "csrfmiddlewaretoken") return;
      if (berkas) isi.append(nama, nilai, berkas);
      else isi.append(nama, nilai);
    });
    isi.append("csrfmiddlewaretoken", token());
    const jawab = await fetch(c.url, {
      method: "POST",
      body: isi,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Idempotency-Key": c.kunci },
    });
    if (jawab.ok && jawab.headers.get("Idempotency-Key") === c.kunci) {
      await tuntas(c.kunci);
      return { beres: true, ke: jawab.headers.get("Content-Location") };
    }
    const sementara = [401, 403, 408, 413, 429].includes(jawab.status);
    if (jawab.status >= 400 && jawab.status < 500 && !sementara) {
      await simpan({ ...c, ditolak: jawab.status });
      return { ditolak: true };
    }
    return { masuk: jawab.type === "opaqueredirect" || jawab.status === 401 || jawab.status === 403 };
  }

  let berjalan = null;
  function kuras(paksa) {
    if (berjalan || !akun) return berjalan;
    let terkirim = null;
    const kerja = async () => {
      for (const c of await semua()) {
        const basi = Date.now() - c.dibuat > UMUR;
        if ((c.ditolak || basi) && !paksa) continue;
        const hasil = await kirim(c);
        if (hasil.beres) terkirim = hasil.ke || "/";
        else if (!hasil.ditolak) break;
      }
    };
    const satu = navigator.locks ? navigator.locks.request(NAMA_DB, kerja) : kerja();
    berjalan = satu.catch(() => {}).then(() => {
      berjalan = null;
      return kabarkan(terkirim);
    });
    return berjalan;
  }

  /* ---- telling ---- */
  let jeda = 0;
  const palang = document.getElementById("luring");
  function tombol(kata, tindak) {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "tautan-luring";
    b.textContent = kata;
    b.addEventListener("click", tindak);
    return b;
  }
  async function kabarkan(terkirim) {
    if (!palang) return;
    const ke = typeof terkirim === "string" ? terkirim : "";
    if (ke && document.getElementById("tersimpan")) {
      window.location.assign(ke); /* still on the page that said "not sent yet": show the ticket instead */
      return;
    }
    const tunggu = akun ? await semua().catch(() => []) : [];
    const ditolak = tunggu.filter((c) => c.ditolak);
    palang.querySelectorAll("button,a").forEach((b) => b.remove());
    palang.hidden = navigator.onLine && !tunggu.length && !ke;
    const teks = palang.querySelector("span");
    if (ditolak.length) {
      teks.textContent = "Ada permohonan yang belum diterima kantor desa. Buka lagi isiannya, lalu kirim sekali lagi.";
    } else if (tunggu.length) {
      teks.textContent = tunggu.length + " permohonan aman di HP ini dan menunggu sinyal.";
    } else if (ke) {
      const tautan = document.createElement("a");
      tautan.href = ke;
      tautan.textContent = "Lihat tiketnya";
      teks.textContent = "Permohonan yang tersimpan di HP ini sudah terkirim.";
      palang.append(tautan);
    } else {
      teks.textContent = "Tidak ada sinyal. Isian yang sudah dikirim tetap aman.";
    }
    if (!tunggu.length) return;
    clearTimeout(jeda);
    if (tunggu.length > ditolak.length) jeda = setTimeout(() => kuras(), ULANG); /* the office's server may be what was away */
    if (navigator.onLine) palang.append(tombol("Kirim sekarang", () => kuras(true)));
    palang.append(
      tombol("Hapus dari HP ini", async () => {
        if (!window.confirm("Hapus permohonan yang belum terkirim dari HP ini?")) return;
        await Promise.all(tunggu.map((c) => tuntas(c.kunci)));
        kabarkan();
      })
    );
  }
  function tersimpan(form) {
    const kabar = document.createElement("div");
    kabar.id = "tersimpan";
    kabar.className = "kabar awas";
    kabar.tabIndex = -1;
    kabar.setAttribute("role", "status");
    const isi = document.createElement("div");
    const judul = document.createElement("h2");
    judul.textContent = "Belum terkirim, tetapi aman di HP ini";
    const kata = document.createElement("p");
    kata.textContent =
      "Sinyal sedang buruk. Permohonan ini akan dikirim sendiri begitu sinyal kembali dan halaman ini dibuka. " +
      "Anda tidak perlu mengisi lagi.";
    isi.append(judul, kata);
    kabar.append(isi);
    form.replaceWith(kabar);
    kabar.focus();
  }

  async function isian(form) {
    await Promise.all([...bekerja]);
    const hasil = [];
    for (const [nama, nilai] of new FormData(form)) {
      if (nilai instanceof File) {
        if (nilai.size) hasil.push([nama, await kecilkan(nilai), nilai.name]);
      } else hasil.push([nama, nilai]);
    }
    return hasil;
  }

  async function lewatAntre(form) {
    const kunci = form.elements.kunci && form.elements.kunci.value;
    if (!kunci || !akun || !window.indexedDB) return form.submit();
    const c = { kunci, akun, url: form.action, isi: await isian(form), dibuat: Date.now() };
    try {
      await simpan(c);
    } catch (_) {
      return form.submit(); /* private window, or no space: the plain way */
    }
    let hasil;
    try {
      hasil = await kirim(c);
    } catch (_) {
      hasil = {};
    }
    if (hasil.beres) {
      window.location.assign(hasil.ke || form.action);
    } else if (hasil.ditolak) {
      await lupakan(kunci);
      form.submit(); /* the server's own page says what is wrong; the key is the same */
    } else if (hasil.masuk) {
      window.location.assign(window.location.pathname); /* sign in again, or a fresh token; sent on load */
    } else {
      tersimpan(form);
      kabarkan();
      const pekerja = navigator.serviceWorker && navigator.serviceWorker.controller && (await navigator.serviceWorker.ready);
      if (pekerja && pekerja.sync) pekerja.sync.register("kuras").catch(() => {});
    }
  }

  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.hasAttribute("data-antre") && !(e.submitter && e.submitter.name)) {
      e.preventDefault();
      if (form.hasAttribute("aria-busy")) return;
      form.setAttribute("aria-busy", "true");
      if (e.submitter) e.submitter.setAttribute("aria-busy", "true");
      lewatAntre(form);
    } else if (form.hasAttribute("data-tahan-keluar") && window.indexedDB) {
      e.preventDefault();
      semua()
        .catch(() => [])
        .then((tunggu) => {
          if (!tunggu.length) return buang((d) => d.akun === akun).then(() => form.submit());
          form.removeAttribute("data-terkirim");
          kabarkan();
          window.alert(
            "Masih ada permohonan yang belum terkirim dari HP ini. Tunggu sampai terkirim, atau hapus dulu, lalu keluar."
          );
        });
    } else if (bekerja.size) {
      /* a plain form while a photo is still being made small: wait for it, then go on */
      e.preventDefault();
      const penekan = e.submitter;
      Promise.all([...bekerja])
        .catch(() => {})
        .then(() => {
          form.removeAttribute("data-terkirim");
          form.requestSubmit(penekan || undefined);
        });
    }
  });

  window.addEventListener("beforeinstallprompt", (e) => {
    e.preventDefault(); /* no banner over the form: the person asks for it */
    document.querySelectorAll("[data-pasang]").forEach((b) => {
      b.hidden = false;
      b.onclick = () => e.prompt();
    });
  });
  window.addEventListener("online", () => kuras() || kabarkan());
  window.addEventListener("offline", () => kabarkan());
  document.addEventListener("visibilitychange", () => document.hidden || kuras());
  if (navigator.serviceWorker) {
    navigator.serviceWorker.addEventListener("message", (e) => e.data === "kuras" && kuras());
  }
  if (window.indexedDB) {
    window.eofficeIsian = { draf, buang, buangHalaman, siap: () => Promise.all([...bekerja]) };
    buang((d) => Date.now() - d.dibuat > UMUR);
    if (akun) buangHalaman((h) => h.akun !== akun).catch(() => {});
  }
  if (window.indexedDB && akun) kuras();
  else kabarkan();
})();

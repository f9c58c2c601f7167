"""The lazy group: ``--help`` loads no Django, an error that a person may read becomes a sentence."""

import importlib
import os
from dataclasses import dataclass
from typing import Any

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from config.galat import arti_basis_data, arti_sistem
from eoffice.kernel.errors import EofficeError
from eoffice.web.komponen.kalimat import kalimat


@dataclass(frozen=True, slots=True)
class Entri:
    """Where a command lives and what the list of commands says about it.

    ``siapkan``: Django is started first (the demo chooses its own environment before it does so itself).
    ``pemilik``: on PostgreSQL the command connects as the owner of the tables, not as the serving role.
    """

    tempat: str
    ringkas: str
    siapkan: bool = True
    pemilik: bool = False


PERINTAH = {
    "serve": Entri("config.commands.serve:serve", "Menjalankan server web."),
    "worker": Entri("config.commands.worker:worker", "Menjalankan pekerjaan di belakang layar."),
    "migrate": Entri(
        "config.commands.migrate:migrate", "Menyiapkan atau memperbarui basis data.", pemilik=True
    ),
    "demo": Entri(
        "config.demo.perintah:demo", "Menjalankan percobaan: desa, kabupaten, kabel.", siapkan=False
    ),
    "desa": Entri("config.commands.desa:desa", "Menambah desa yang dilayani di sini."),
    "pejabat": Entri("config.commands.pejabat:pejabat", "Membuat akun aparat pertama sebuah desa."),
    "petugas": Entri("config.commands.petugas:petugas", "Mengelola akun petugas kabupaten."),
    "import": Entri("config.commands.impor:impor", "Mengimpor data penduduk dari berkas."),
    "kata": Entri("config.commands.kata:kata", "Menghitung ulang kata untuk pencarian penduduk."),
    "catalog": Entri("config.commands.catalog:catalog", "Menampilkan jenis surat, isian, dan syaratnya."),
    "render": Entri("config.commands.render:render", "Membuat draf PDF untuk penulis jenis surat."),
    "panduan": Entri("config.commands.panduan:panduan", "Menulis buku panduan dan selebaran untuk dicetak."),
    "verify": Entri("config.commands.verify:verify", "Memeriksa keaslian berkas PDF."),
    "audit": Entri("config.commands.audit:audit", "Memeriksa jejak audit."),
    "sync": Entri("config.commands.sync:sync", "Bertukar data antara server desa dan kabupaten."),
    "backup": Entri("config.commands.backup:backup", "Membuat dan memeriksa cadangan.", pemilik=True),
    "restore": Entri(
        "config.commands.restore:restore",
        "Memasang kembali cadangan di rumah data yang kosong.",
        siapkan=False,
    ),
    "replicate": Entri("config.commands.replicate:replicate", "Menyalin basis data desa terus-menerus."),
    "doctor": Entri("config.commands.doctor:doctor", "Memeriksa pemasangan dan menyebut masalahnya."),
}


class Grup(click.Group):
    """Loads a command when it is used, and answers known errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(PERINTAH)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entri = PERINTAH.get(cmd_name)
        if entri is None:
            return None
        if entri.pemilik:
            os.environ["EOFFICE_SEBAGAI_PEMILIK"] = "1"
        if entri.siapkan:
            siapkan_django()
        modul, _, nama = entri.tempat.partition(":")
        found: click.Command = getattr(importlib.import_module(modul), nama)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Perintah"):
            formatter.write_dl([(nama, entri.ringkas) for nama, entri in PERINTAH.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EofficeError as error:
            raise click.ClickException(kalimat(error.pesan)) from error
        except ImproperlyConfigured as error:
            raise click.ClickException(f"Setelan salah. {error}") from error
        except DatabaseError as error:
            raise click.ClickException(" ".join(arti_basis_data(error))) from error
        except BrokenPipeError:
            raise  # the reader of our output went away: click ends quietly
        except OSError as error:
            raise click.ClickException(arti_sistem(error)) from error


def siapkan_django() -> None:
    """Load settings and rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


@click.group(cls=Grup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eoffice-desa", message="e-Office Desa %(version)s")
def eoffice() -> None:
    """e-Office Desa.

    Kode keluar: 0 berhasil; 1 ada masalah; 2 perintah salah ketik; 3 ada baris impor yang ditolak. Setelan dibaca
    dari variabel EOFFICE_* (lihat README), misalnya EOFFICE_HOME dan EOFFICE_PORT.
    """

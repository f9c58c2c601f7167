"""First wall: the manager of every village-owned table fails closed and sees one village only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, ProgrammingError, models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import (
    LingkupLain,
    LingkupTidakAktif,
    ManajerDesa,
    ModelDesa,
    QuerySetDesa,
    lingkup,
)
from eoffice.wilayah.tenancy.walls import is_tenant, tenant_keys, tenant_models
from tests.wilayah.baris import baris, label, simpan, tabel_desa
from tests.wilayah.conftest import Berdua

TABEL = tabel_desa()
tiap_tabel = pytest.mark.parametrize("model", TABEL, ids=label)
Model = type[ModelDesa]


@tiap_tabel
def test_a_village_sees_its_own_row_and_no_other(model: Model, berdua: Berdua, cisontrol: Desa) -> None:
    kita, _ = berdua(model)
    with lingkup(cisontrol.kode):
        assert model.objects.get() == kita
        assert model._base_manager.get() == kita
        assert model.objects.get().desa_id == cisontrol.kode


# ---- without a scope ----

TANPA: dict[str, Callable[[Model], object]] = {
    "all": lambda m: list(m.objects.all()),
    "count": lambda m: m.objects.count(),
    "exists": lambda m: m.objects.exists(),
    "get": lambda m: m.objects.get(pk="01938b1e-0000-7000-8000-000000000001"),
    "filter": lambda m: m.objects.filter(pk__isnull=False),
    "exclude": lambda m: m.objects.exclude(pk__isnull=True),
    "values": lambda m: list(m.objects.values()),
    "iterator": lambda m: list(m.objects.iterator()),
    "in_bulk": lambda m: m.objects.in_bulk(),
    "aggregate": lambda m: m.objects.aggregate(n=Count("pk")),
    "annotate": lambda m: m.objects.annotate(n=Count("pk")),
    "first": lambda m: m.objects.first(),
    "none": lambda m: m.objects.none(),
    "raw": lambda m: list(m.objects.raw(f'SELECT * FROM "{m._meta.db_table}"')),
    "select_for_update": lambda m: m.objects.select_for_update(),
    "update": lambda m: m.objects.update(desa_id="x"),
    "delete": lambda m: m.objects.all().delete(),
    "create": lambda m: m.objects.create(),
    "bulk_create": lambda m: m.objects.bulk_create([m()]),
    "bulk_update": lambda m: m.objects.bulk_update([m()], [m._meta.concrete_fields[-1].name]),
    "get_or_create": lambda m: m.objects.get_or_create(pk="01938b1e-0000-7000-8000-000000000001"),
    "update_or_create": lambda m: m.objects.update_or_create(pk="01938b1e-0000-7000-8000-000000000001"),
    "base manager": lambda m: m._base_manager.all(),
    "default manager": lambda m: m._default_manager.all(),
    "save": lambda m: m().save(),
}


@tiap_tabel
@pytest.mark.usefixtures("db")
def test_without_a_scope_everything_raises(model: Model) -> None:
    for cara, tanya in TANPA.items():
        try:
            tanya(model)
        except LingkupTidakAktif:
            continue
        pytest.fail(f"{cara} asked without a village")


@tiap_tabel
def test_a_row_in_hand_is_useless_outside_its_scope(model: Model, berdua: Berdua) -> None:
    kita, _ = berdua(model)
    for lakukan in (kita.refresh_from_db, lambda: ModelDesa.delete(kita), kita.periksa_desa):
        with pytest.raises(LingkupTidakAktif):
            lakukan()


@tiap_tabel
def test_a_lazy_query_is_bound_to_the_scope_it_was_made_in(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    """Made in one scope and read in another it never shows the other village's rows."""
    _, mereka = berdua(model)
    with lingkup(cisontrol.kode):
        malas = model.objects.all()
    with lingkup(situmandala.kode):
        assert mereka not in list(malas)


# ---- from another village's scope ----

LEWAT: dict[str, Callable[[Model, Any], object]] = {
    "get by key": lambda m, row: m.objects.filter(pk=row.pk).first(),
    "get by key, base manager": lambda m, row: m._base_manager.filter(pk=row.pk).first(),
    "keys in a list": lambda m, row: m.objects.filter(pk__in=[row.pk]).first(),
    "in_bulk": lambda m, row: m.objects.in_bulk([row.pk]) or None,
    "values": lambda m, row: m.objects.filter(pk=row.pk).values("pk").first(),
    "or": lambda m, row: m.objects.filter(Q(pk=row.pk) | Q(pk__isnull=True)).first(),
    "exclude nothing": lambda m, row: m.objects.exclude(pk__isnull=True).filter(pk=row.pk).first(),
    "the village asked for": lambda m, row: m.objects.filter(desa_id=row.desa_id).first(),
    "the village by object": lambda m, row: m.objects.filter(desa=row.desa).first(),
    "union": lambda m, row: next(
        (r for r in m.objects.filter(pk=row.pk).union(m.objects.none(), all=True)), None
    ),
    "subquery": lambda m, row: m.objects.filter(pk__in=m.objects.filter(pk=row.pk).values("pk")).first(),
    "exists": lambda m, row: (
        m.objects.filter(Exists(m.objects.filter(pk=row.pk, desa_id=OuterRef("desa_id")))).first()
    ),
    "aggregate": lambda m, row: (
        m.objects.filter(desa_id=row.desa_id).aggregate(x=Max("desa_id"))["x"]
    ),
    "aggregate over all": lambda m, row: m.objects.aggregate(
        n=Count("pk", filter=Q(desa_id=row.desa_id))
    )["n"]
    or None,
    "distinct": lambda m, row: m.objects.filter(pk=row.pk).distinct().first(),
    "iterator": lambda m, row: next(m.objects.filter(pk=row.pk).iterator(), None),
    "only": lambda m, row: m.objects.only("pk").filter(pk=row.pk).first(),
    "the latest": lambda m, row: m.objects.filter(pk=row.pk).order_by("-pk").last(),
    "through the village": lambda m, row: m.objects.filter(desa__kode=row.desa_id).first(),
}  # fmt: skip


@tiap_tabel
def test_no_way_of_asking_shows_the_neighbours_row(model: Model, berdua: Berdua, cisontrol: Desa) -> None:
    _, mereka = berdua(model)
    with lingkup(cisontrol.kode):
        assert [cara for cara, tanya in LEWAT.items() if tanya(model, mereka) is not None] == []


@tiap_tabel
def test_the_ways_of_asking_do_show_ones_own_row(model: Model, berdua: Berdua, cisontrol: Desa) -> None:
    """So that the test above cannot pass by asking wrongly."""
    kita, _ = berdua(model)
    with lingkup(cisontrol.kode):
        assert [cara for cara, tanya in LEWAT.items() if tanya(model, kita) is None] == []


def _kolom_polos(model: Model) -> "models.Field[Any, Any]":
    """Return some column that is neither key nor village."""
    return next(
        f for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation and f.name != "desa"
    )


def _terkena(lakukan: Callable[[], int]) -> int:
    """Return how many rows an act touched; the stream's tables refuse the act itself on PostgreSQL."""
    try:
        with transaction.atomic():
            return lakukan()
    except DatabaseError:
        return 0


@tiap_tabel
def test_bulk_changes_do_not_reach_the_neighbour(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    _, mereka = berdua(model)
    kolom = _kolom_polos(model).attname
    nilai = getattr(mereka, kolom)
    with lingkup(cisontrol.kode):
        asing = model.objects.filter(pk=mereka.pk)
        for lakukan in (lambda: asing.update(**{kolom: nilai}), lambda: asing.delete()[0]):
            assert _terkena(lakukan) == 0
    with lingkup(situmandala.kode):
        assert model.objects.get(pk=mereka.pk) == mereka


@tiap_tabel
def test_a_neighbours_row_in_hand_can_be_neither_read_written_nor_deleted(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    _, mereka = berdua(model)
    with lingkup(cisontrol.kode):
        with pytest.raises(model.DoesNotExist):
            mereka.refresh_from_db()
        for lakukan in (
            mereka.periksa_desa,
            lambda: ModelDesa.save(mereka),
            lambda: ModelDesa.delete(mereka),
            lambda: model.objects.bulk_create([mereka]),
        ):
            with pytest.raises(LingkupLain):
                lakukan()
    with lingkup(situmandala.kode):
        assert model.objects.filter(pk=mereka.pk).exists()


@tiap_tabel
def test_a_row_never_moves_to_another_village(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    kita, _ = berdua(model)
    with lingkup(cisontrol.kode):
        for ubahan in ({"desa_id": situmandala.kode}, {"desa": situmandala}):
            with pytest.raises(LingkupLain, match="never moves"):
                model.objects.filter(pk=kita.pk).update(**ubahan)
        kita.desa_id = situmandala.kode
        with pytest.raises(LingkupLain):
            ModelDesa.save(kita)
        assert model.objects.get(pk=kita.pk).desa_id == cisontrol.kode


@tiap_tabel
def test_a_row_for_the_neighbour_cannot_be_made(model: Model, di_cisontrol: Desa, situmandala: Desa) -> None:
    asing = baris(model, desa_id=situmandala.kode)
    sebelum = model.objects.count()
    for lakukan in (
        lambda: asing.save(force_insert=True),
        lambda: model.objects.bulk_create([asing]),
        lambda: model.objects.bulk_create([baris(model), asing], ignore_conflicts=True),
        lambda: model.objects.get_or_create(pk=asing.pk, defaults={"desa_id": situmandala.kode}),
        lambda: model.objects.update_or_create(pk=asing.pk, defaults={"desa_id": situmandala.kode}),
    ):
        # the stream's tables may not even be locked for an update on PostgreSQL
        with pytest.raises((LingkupLain, ProgrammingError)), transaction.atomic():
            lakukan()
    assert model.objects.count() == sebelum


@tiap_tabel
def test_a_row_takes_the_village_in_scope_by_itself(model: Model, di_cisontrol: Desa) -> None:
    row = baris(model)
    assert not row.desa_id
    ModelDesa.save(row, force_insert=True)
    assert row.desa_id == di_cisontrol.kode


@tiap_tabel
def test_the_key_of_a_neighbours_row_cannot_be_taken(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    """Neither by an insert nor by an upsert, which would write over a row nobody here may see."""
    _, mereka = berdua(model)
    kolom = _kolom_polos(model).name
    with lingkup(situmandala.kode):
        sebelum = model.objects.filter(pk=mereka.pk).values().get()
    with lingkup(cisontrol.kode):
        penyusup = baris(model, pk=mereka.pk) if not model._meta.pk.is_relation else baris(model)
        penyusup.pk = mereka.pk
        for cara in ({}, {"update_conflicts": True, "unique_fields": ["pk"], "update_fields": [kolom]}):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.bulk_create([penyusup], **cara)
    with lingkup(situmandala.kode):
        assert model.objects.filter(pk=mereka.pk).values().get() == sebelum


# ---- related managers, forward and back ----

KAITAN = [(model, field.name) for model in TABEL for field in tenant_keys(model)]
BALIK = [
    (model, kaitan.get_accessor_name())
    for model in TABEL
    for kaitan in model._meta.related_objects
    if kaitan.get_accessor_name()
]
tiap_kaitan = pytest.mark.parametrize(
    ("model", "kolom"), KAITAN, ids=lambda x: x if isinstance(x, str) else label(x)
)


def test_there_are_keys_between_tables_to_test() -> None:
    assert len(KAITAN) >= 10
    assert {nama for _, nama in BALIK} >= {"anggota", "muatan"}


@tiap_kaitan
def test_a_foreign_key_does_not_lead_to_the_neighbour(
    model: Model, kolom: str, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    kita, mereka = _berkaitan(model, kolom, cisontrol, situmandala)
    with lingkup(cisontrol.kode):
        segar = model.objects.get(pk=kita.pk)
        setattr(segar, model._meta.get_field(kolom).attname, getattr(mereka, kolom).pk)
        with pytest.raises(ObjectDoesNotExist):
            getattr(segar, kolom)
        assert model.objects.filter(**{kolom: getattr(mereka, kolom)}).count() == 0
        assert model.objects.filter(**{f"{kolom}__desa_id": situmandala.kode}).count() == 0
        assert model.objects.select_related(kolom).get(pk=kita.pk) == kita


@tiap_kaitan
def test_a_row_that_points_to_the_neighbour_is_refused_before_the_database_sees_it(
    model: Model, kolom: str, cisontrol: Desa, situmandala: Desa
) -> None:
    _, mereka = _berkaitan(model, kolom, cisontrol, situmandala)
    with lingkup(cisontrol.kode):
        asing = baris(model)
        setattr(asing, kolom, getattr(mereka, kolom))
        for lakukan in (lambda: ModelDesa.save(asing), lambda: model.objects.bulk_create([asing])):
            with pytest.raises(LingkupLain, match="points to"):
                lakukan()


def _berkaitan(model: Model, kolom: str, *desa: Desa) -> tuple[Any, Any]:
    """Return a row of each village that points to a row of its own village."""
    target = model._meta.get_field(kolom).related_model
    assert target is not None
    rows = []
    for satu in desa:
        with lingkup(satu.kode):
            rows.append(simpan(model, **{kolom: simpan(target)}))  # type: ignore[type-var]
    return rows[0], rows[1]


def test_the_members_of_a_neighbours_family_are_not_listed(cisontrol: Desa, situmandala: Desa) -> None:
    orang = next(m for m in TABEL if label(m) == "penduduk.Penduduk")
    kita, mereka = _berkaitan(orang, "keluarga", cisontrol, situmandala)
    with lingkup(cisontrol.kode):
        assert list(kita.keluarga.anggota.all()) == [kita]
        assert mereka.keluarga.anggota.count() == 0
        assert mereka.keluarga.anggota.update(nama="X") == 0
        with pytest.raises(LingkupLain), transaction.atomic():
            mereka.keluarga.anggota.create(nama="X", jenis_kelamin="L")
        with pytest.raises(LingkupLain), transaction.atomic():
            kita.keluarga.anggota.add(mereka, bulk=False)
    with pytest.raises(LingkupTidakAktif):
        kita.keluarga.anggota.count()


def test_the_private_part_of_a_neighbours_event_is_not_found(cisontrol: Desa, situmandala: Desa) -> None:
    muatan = next(m for m in TABEL if label(m) == "jejak.MuatanPribadi")
    _, mereka = _berkaitan(muatan, "peristiwa", cisontrol, situmandala)
    peristiwa = next(m for m in TABEL if label(m) == "jejak.Peristiwa")
    with lingkup(situmandala.kode):
        segar = peristiwa.objects.get(pk=mereka.pk)
    with lingkup(cisontrol.kode), pytest.raises(ObjectDoesNotExist):
        _ = segar.muatan  # type: ignore[attr-defined]


def test_a_cascade_stops_at_the_border(cisontrol: Desa, situmandala: Desa) -> None:
    baris_impor = next(m for m in TABEL if label(m) == "penduduk.BarisImpor")
    kita, mereka = _berkaitan(baris_impor, "impor", cisontrol, situmandala)
    with lingkup(cisontrol.kode):
        kita.impor.delete()
        assert baris_impor.objects.count() == 0
    with lingkup(situmandala.kode):
        assert baris_impor.objects.get() == mereka
    with pytest.raises(LingkupTidakAktif):
        mereka.impor.delete()


# ---- who is walled at all ----


def test_no_path_leads_from_a_village_down_to_its_rows() -> None:
    """Else a join from the villages, which have no manager of ours, would show every village's rows."""
    assert [k.get_accessor_name() for k in Desa._meta.related_objects if k.get_accessor_name()] == []


@tiap_tabel
def test_every_manager_and_query_of_a_table_is_ours(model: Model, di_cisontrol: Desa) -> None:
    managers = [*model._meta.managers, model._base_manager, model._default_manager]
    assert {type(manager) for manager in managers} == {ManajerDesa}
    assert isinstance(model.objects.all(), QuerySetDesa)


@tiap_tabel
def test_the_village_stands_first_where_a_table_is_searched(model: Model) -> None:
    """Unique rules and indexes begin with the village: rows of one village lie together."""
    bentuk = [
        *model._meta.indexes,
        *(c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)),
    ]
    assert [i.name for i in bentuk if i.fields and i.fields[0] != "desa"] == []


def test_global_tables_are_no_villages() -> None:
    assert not is_tenant(Desa)
    assert not is_tenant("wilayah.Desa")
    assert Desa not in tenant_models(apps)

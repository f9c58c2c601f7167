"""A timestamping authority (RFC 3161) inside the process, so that B-LT needs no network.

It proves no more than the node's own clock and says so by belonging to the same root.
"""

import asyncio
import secrets
import threading
from datetime import datetime
from typing import Any, Final

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.timestamps import TimeStamper

from eoffice.dokumen.adapters import certificates as c

KEBIJAKAN: Final = "2.25.319507694288407297544065357305828454784"
"""Policy identifier in the UUID arc, which needs no registration (ITU-T X.667)."""
_MD: Final = "sha256"
_CONTOH: Final[dict[bytes, tuple[dict[str, cms.ContentInfo], dict[Any, x509.Certificate], Any]]] = {}
"""By certificate: the sample token that the library measures, with its chain. It never changes, so it is made once."""
_GILIRAN: Final = threading.Lock()


class CapWaktuLokal(TimeStamper):
    """Stamps with the node's own key at a moment given by the caller."""

    def __init__(self, penanda: c.Penerbit, rantai: list[x509.Certificate], waktu: datetime) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        self._kunci = penanda.kunci
        self._sertifikat = x509.Certificate.load(c.der(penanda.sertifikat))
        self._rantai = rantai
        self._waktu = waktu
        self._pakai_contoh(c.der(penanda.sertifikat))

    def _pakai_contoh(self, der: bytes) -> None:
        """Take over the sample of this certificate; the first user makes it, complete before anybody reads it."""
        with _GILIRAN:
            if der not in _CONTOH:
                asyncio.run(self.async_dummy_response(_MD))
                _CONTOH[der] = self._dummy_response_cache, self._certs, self.cert_registry
            self._dummy_response_cache, self._certs, self.cert_registry = _CONTOH[der]

    def _isi_token(self, permintaan: tsp.TimeStampReq) -> bytes:
        isi: dict[str, Any] = {
            "version": "v1",
            "policy": tsp.ObjectIdentifier(KEBIJAKAN),
            "message_imprint": permintaan["message_imprint"],
            "serial_number": secrets.randbits(63),
            "gen_time": self._waktu.replace(microsecond=0),
            "tsa": x509.GeneralName(name="directory_name", value=self._sertifikat.subject),
        }
        if permintaan["nonce"].native is not None:
            isi["nonce"] = permintaan["nonce"]
        return bytes(tsp.TSTInfo(isi).dump())

    def _penanda(self, isi: bytes) -> cms.SignerInfo:
        sidik = hashes.Hash(hashes.SHA256())
        sidik.update(isi)
        isi_atribut = {
            "content_type": "tst_info",
            "message_digest": sidik.finalize(),
            "signing_certificate_v2": as_signing_certificate_v2(self._sertifikat),
        }
        atribut = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": cms.CMSAttributeType(nama), "values": (nilai,)})
                for nama, nilai in isi_atribut.items()
            ]
        )
        pengenal = cms.IssuerAndSerialNumber(
            {"issuer": self._sertifikat.issuer, "serial_number": self._sertifikat.serial_number}
        )
        return cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier({"issuer_and_serial_number": pengenal}),
                "digest_algorithm": algos.DigestAlgorithm({"algorithm": _MD}),
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signed_attrs": atribut,
                "signature": self._kunci.sign(atribut.dump(), ec.ECDSA(hashes.SHA256())),
            }
        )

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer at once; there is nobody to wait for."""
        isi = self._isi_token(req)
        data = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": cms.DigestAlgorithms([algos.DigestAlgorithm({"algorithm": _MD})]),
                "encap_content_info": cms.EncapsulatedContentInfo(
                    {"content_type": cms.ContentType("tst_info"), "content": core.ParsableOctetString(isi)}
                ),
                "certificates": [self._sertifikat, *self._rantai],
                "signer_infos": [self._penanda(isi)],
            }
        )
        token = cms.ContentInfo({"content_type": cms.ContentType("signed_data"), "content": data})
        status = tsp.PKIStatusInfo({"status": tsp.PKIStatus("granted")})
        return tsp.TimeStampResp({"status": status, "time_stamp_token": token})

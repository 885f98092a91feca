import pytest

from vitalfew.web.limits import LARGEST, READ_OUT


@pytest.mark.parametrize("size", [LARGEST + 1, READ_OUT + 1])
def test_a_request_that_is_too_large_is_refused_in_words_before_it_is_kept(product, size, monkeypatch):
    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest.read", lambda request, size: b"")
    answer = product.ana_browses.post(
        "/w/product/kpis/upload/", b"x" * 2048, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(size)
    )
    assert answer.status_code == 413
    assert f"{size / 1e6:,.0f} MB, and at most 32 MB" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("length", ["", "-1", "x", "²", "9" * 30])
def test_a_length_that_is_no_number_limits_nothing(product, length):
    answer = product.ana_browses.post("/w/product/teams/add/", b"", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 200

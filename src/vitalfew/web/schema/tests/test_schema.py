import json

from vitalfew.planfile.schema import schema


def test_editors_get_the_schema_without_signing_in(client, db):
    answer = client.get("/schema/goals.json", headers={"host": "127.0.0.1"})
    assert answer.status_code == 200
    assert json.loads(answer.content) == schema()
    assert answer["Content-Type"] == "application/schema+json"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert not answer.cookies


def test_nothing_can_be_posted_to_it(client, db):
    assert client.post("/schema/goals.json", headers={"host": "127.0.0.1"}).status_code == 405

"""What the browser sent is held once: on disk, and no longer in the memory of the server."""

from streamlit.testing.v1 import AppTest


def receiving() -> None:
    """A page that receives a file and says how many bytes Streamlit holds afterwards."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from pages.data.upload.uploads import receive, shelf

    receive()
    context = get_script_run_ctx()
    assert context is not None
    stats = context.uploaded_file_mgr.get_stats()
    st.session_state["held"] = sum(stat.byte_length for family in stats.values() for stat in family)
    st.session_state["stored"] = [upload.path.read_bytes() for upload in shelf().uploads.values()]


def test_what_was_uploaded_does_not_stay_in_memory() -> None:
    app = AppTest.from_function(receiving, default_timeout=60).run()
    app.file_uploader[0].set_value([("deals.csv", b"a,b\n1,2\n", "text/csv")]).run()
    assert not app.exception
    assert app.session_state["stored"] == [b"a,b\n1,2\n"]
    assert app.session_state["held"] == 0
    app.file_uploader[0].set_value([("again.csv", b"a,b\n1,2\n", "text/csv")]).run()
    assert (len(app.session_state["stored"]), app.session_state["held"]) == (1, 0)

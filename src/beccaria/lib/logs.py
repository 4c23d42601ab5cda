"""Keep contents out of the logs: they hold what happened and identifiers, never what a record says."""

import logging


class NoContents(logging.Filter):
    """Drops request bodies and exception texts that database drivers fill with the values of a row."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Cut everything after the first line, and what PostgreSQL adds as DETAIL, which quotes rows."""
        if record.exc_info and record.exc_info[1] is not None:
            kind = type(record.exc_info[1])
            frames = record.exc_info[2]
            while frames is not None and frames.tb_next is not None:
                frames = frames.tb_next
            where = f"{frames.tb_frame.f_code.co_filename}:{frames.tb_lineno}" if frames else "unknown place"
            record.msg = (
                f"{record.getMessage().splitlines()[0]} [{kind.__module__}.{kind.__qualname__} at {where}]"
            )
            record.args, record.exc_info, record.exc_text = (), None, None
        return True

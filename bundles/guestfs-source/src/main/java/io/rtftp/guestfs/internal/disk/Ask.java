package io.rtftp.guestfs.internal.disk;

/** Somebody who waits for a view of a disk; is answered once, in a turn of the timeline. */
interface Ask {

    /** Whether this view may answer; a view that is too old for one may be right for another. */
    boolean isContentWith(Generation generation);

    /** Answers from this view. */
    void answer(Generation generation);

    /** Says that there is no view. */
    void fail(DiskException reason);

    /** Whether nobody waits for the answer any more. */
    boolean isGone();
}

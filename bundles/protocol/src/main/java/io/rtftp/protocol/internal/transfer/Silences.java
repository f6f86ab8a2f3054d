package io.rtftp.protocol.internal.transfer;

/** Counts the waits that were in vain, and says what follows from them. */
final class Silences {

    /** So many silences in a row mean that more was lost than a window or its ACK. */
    private static final int OF_LOSS = 2;

    private final TransferTerms terms;
    private long total;
    private int inARow;
    private int longOnes;

    Silences(TransferTerms terms) {
        this.terms = terms;
    }

    /** A wait of this length was in vain. */
    void onSilence(long waitedNanos) {
        total++;
        inARow++;
        if (waitedNanos >= terms.pacing().firstTimeoutNanos()) {
            longOnes++;
        }
    }

    /** The client said something new. */
    void onAnswer() {
        inARow = 0;
        longOnes = 0;
    }

    /** How many there were in all. */
    long total() {
        return total;
    }

    /** How many there were in a row that were as long as the first wait. */
    int longOnes() {
        return longOnes;
    }

    /** Whether a client counts as gone. */
    boolean exceedPatience(boolean answered) {
        int retransmissions = terms.pacing().retransmissions();
        return longOnes > (answered ? retransmissions : Math.min(retransmissions, FirstContact.RETRANSMISSIONS));
    }

    /** How many blocks follow a window, since a client whose last ACKs were lost may lack them to the end of its own. */
    int blocksBeyond() {
        if (inARow < OF_LOSS) {
            return 0;
        }
        int lacked = (inARow - 1) * terms.windowSize() - 1;
        return Math.min(lacked, terms.blocksBeyondMost());
    }
}

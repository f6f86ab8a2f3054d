package io.rtftp.conformance;

/** A script could not tell. */
final class Inconclusive extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Verdict.Kind kind;

    private Inconclusive(Verdict.Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    /** The server does not offer what the rule is about, as it may. */
    static Inconclusive notOffered(String what) {
        return new Inconclusive(Verdict.Kind.NOT_OFFERED, what);
    }

    /** This runner lacks what the script needs. */
    static Inconclusive notRun(String lacking) {
        return new Inconclusive(Verdict.Kind.NOT_RUN, lacking);
    }

    Verdict verdict() {
        return new Verdict(kind, String.valueOf(getMessage()));
    }
}

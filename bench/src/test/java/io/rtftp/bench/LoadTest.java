package io.rtftp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void ofAMissingFileOnlyAnErrorThatSaysSoIsServed() throws JsonProcessingException {
        Measured measured = measured(Lane.MISSING, """
                {"ok":0,"failed":100,"errors":{"server: 1 File not found":60,"server: 1 file /r/missing not found for #.#.#.#":20,
                "server: 0 too busy":4,"server: 10 odd":6,"client: timeout, no answer to the request":10},
                "bytes":0,"seconds":2.0,"MiBps":0}""");

        assertThat(measured.failed()).isEqualTo(20);
        assertThat(measured.figure()).isEqualTo(40);
    }

    @Test
    void ofAFileThatIsThereEveryErrorIsAFailure() throws JsonProcessingException {
        Measured measured = measured("1k", """
                {"ok":90,"failed":10,"errors":{"server: 1 File not found":10},"bytes":92160,"seconds":2.0,"MiBps":0.04}""");

        assertThat(measured.failed()).isEqualTo(10);
        assertThat(measured.figure()).isEqualTo(45);
    }

    private static Measured measured(String file, String said) throws JsonProcessingException {
        Lane lane = new Lane("lane", Lane.Unit.REQUESTS_PER_SECOND, file, false, List.of());
        Usage none = new Usage(0, 0);
        return Load.measured(lane, new ObjectMapper().readTree(said), none, none);
    }
}

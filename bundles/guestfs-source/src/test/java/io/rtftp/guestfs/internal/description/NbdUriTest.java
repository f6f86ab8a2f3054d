package io.rtftp.guestfs.internal.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rtftp.guestfs.internal.source.NbdExport;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NbdUriTest {

    @ParameterizedTest
    @CsvSource({
        "nbd://10.10.10.10:25000/server_root, 10.10.10.10, 25000, server_root, false",
        "nbd://example.com, example.com, 10809, '', false",
        "nbd://example.com/, example.com, 10809, '', false",
        "nbd://example.com:/, example.com, 10809, '', false", // RFC 3986 §3.2.3
        "NBDS://example.com/disk, example.com, 10809, disk, true", // RFC 3986 §3.1
        "nbd://example.com//disk, example.com, 10809, /disk, false",
        "nbd://example.com/a/b/c, example.com, 10809, a/b/c, false",
        "nbd://example.com/hello%20world, example.com, 10809, hello world, false",
        "nbd://example.com/%2e%2E%2Fa, example.com, 10809, ../a, false",
        "nbd://example.com/gr%C3%B6%C3%9fe, example.com, 10809, größe, false",
        "nbd://my_nbd/a+b, my_nbd, 10809, a+b, false",
        "'nbd://h/a,b=c', h, 10809, 'a,b=c', false",
        "nbd://[::1]:10810/x, ::1, 10810, x, false",
        "nbd://[2001:db8::5]/x, 2001:db8::5, 10809, x, false",
        "nbd://[fe80::1%25eth0]/x, fe80::1%eth0, 10809, x, false", // RFC 6874
    })
    void readsATcpExport(String uri, String host, int port, String name, boolean tls) {
        assertThat(NbdUri.parse(uri)).isEqualTo(new NbdExport(new NbdExport.Tcp(host, port), name, tls));
    }

    @ParameterizedTest
    @CsvSource({
        "nbd+unix:///disk?socket=/run/nbd.sock, /run/nbd.sock, disk, false",
        "nbd+unix:///?socket=/run/nbd.sock, /run/nbd.sock, '', false",
        "nbd+unix://?socket=/run/nbd.sock, /run/nbd.sock, '', false",
        "nbds+unix:////a?socket=%2Frun%2Fmy%20nbd%26.sock, /run/my nbd&.sock, /a, true",
    })
    void readsAnExportOnAUnixSocket(String uri, Path socket, String name, boolean tls) {
        assertThat(NbdUri.parse(uri)).isEqualTo(new NbdExport(new NbdExport.UnixSocket(socket), name, tls));
    }

    @ParameterizedTest
    @CsvSource({
        "nbd:unix:/run/nbd.sock, it must be nbd://HOST",
        "http://h/x, it must be nbd://HOST",
        "nbd://h/x#part, it must be nbd://HOST",
        "'', it must be nbd://HOST",
        "nbd:///x, there must be a host name",
        "nbd://h:0/x, a port is a number from 1 to 65535",
        "nbd://h:65536/x, a port is a number from 1 to 65535",
        "nbd://h:port/x, there must be a host name",
        "nbd://[::1/x, there must be a host name",
        "nbd://::1/x, there must be a host name",
        "'nbd://h,file=/x/y', there must be a host name",
        "nbd://h/a b, ' ' must be written as %20",
        "'nbd://h/a\"b', must be written as %22",
        "nbd://h/größe, 'ö' must be written as %C3%B6",
        "nbd://h/a%2, two hexadecimal digits must follow %",
        "nbd://h/a%zz, two hexadecimal digits must follow %",
        "nbd://h/%FF, must be UTF-8",
        "nbd://h/%00, an export name has no NUL",
        "nbd://h/x?socket=/run/s, no ? may follow",
        "nbds://h/x?tls-certificates=/etc, tls_certificates",
        "nbds://alice@h/x, it must be without a user name",
        "nbd+unix:///x, ?socket= must follow",
        "nbd+unix:///x?socket=relative, ?socket= must follow",
        "nbd+unix:///x?socket=%00abstract, ?socket= must follow",
        "nbd+unix://h/x?socket=/s, a Unix socket has no host",
        "nbd+unix:///x?socket=/s&socket=/t, once",
        "nbds+unix:///x?socket=/s&tls-psk-file=/etc/shadow, tls_certificates",
    })
    void refusesWhatItWouldHaveToIgnoreOrGuess(String uri, String right) {
        assertThatIllegalArgumentException().isThrownBy(() -> NbdUri.parse(uri)).withMessageContaining(right);
    }

    @Test
    void refusesAnExportNameLongerThanTheProtocolAllows() {
        assertThat(NbdUri.parse("nbd://h/" + "x".repeat(4096)).name()).hasSize(4096);
        assertThatIllegalArgumentException().isThrownBy(() -> NbdUri.parse("nbd://h/" + "x".repeat(4097)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbd://user:secret@h/x", "nbd://secret@h", "nbd://u:sec/secret@h:1/x", "nbd://secret@@h"})
    void secretsAreTakenOut(String uri) {
        assertThat(NbdUri.withoutSecrets(uri)).doesNotContain("sec").contains("h");
    }

    @Property
    void theShownUrlNamesTheSameExport(@ForAll("exports") NbdExport export) {
        assertThat(NbdUri.parse(ExportUrl.of(export))).isEqualTo(export);
    }

    @Provide
    Arbitrary<NbdExport> exports() {
        Arbitrary<String> names = Arbitraries.strings()
                .ofMaxLength(20)
                .filter(name -> name.indexOf('\0') < 0 && name.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        Arbitrary<NbdExport.Server> tcp = Combinators.combine(
                        Arbitraries.of("a.example", "10.0.0.1", "::1", "fe80::1%eth0", "my_host"),
                        Arbitraries.integers().between(1, 65_535))
                .as(NbdExport.Tcp::new);
        Arbitrary<NbdExport.Server> unix = Arbitraries.strings()
                .ascii()
                .ofMaxLength(20)
                .filter(name -> name.indexOf('\0') < 0)
                .map(name -> new NbdExport.UnixSocket(Path.of("/run/" + name)));
        return Combinators.combine(Arbitraries.oneOf(tcp, unix), names, Arbitraries.of(true, false))
                .as(NbdExport::new);
    }
}

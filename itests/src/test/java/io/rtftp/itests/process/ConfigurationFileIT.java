package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the configuration's file says against what the bundles beside it declare. */
@ExtendWith(Unpacked.class)
class ConfigurationFileIT {

    private static final int FIRST_LEVEL_OF_COMPONENTS = 30;

    private final Distribution distribution;

    ConfigurationFileIT(Distribution distribution) {
        this.distribution = distribution;
    }

    @Test
    void itHasEveryKeyOfEveryBundleWithItsDefaultAndNoOther() throws Exception {
        assertThat(properties("io.rtftp.cfg")).isEqualTo(declared());
    }

    @Test
    void allOfEtcIsReadBeforeAnyComponentStarts() throws IOException {
        // File Install reads etc/ in its own start when Configuration Admin is there already, and in a thread of its
        // own when not.
        int configurationAdmin = startLevel("org.apache.felix.configadmin/");
        int fileInstall = startLevel("org.apache.felix.fileinstall/");
        assertThat(fileInstall).isGreaterThan(configurationAdmin).isLessThan(FIRST_LEVEL_OF_COMPONENTS);
        assertThat(startLevel("org.apache.felix.scr/")).isGreaterThanOrEqualTo(FIRST_LEVEL_OF_COMPONENTS);
        assertThat(properties("config.properties")).containsEntry("felix.fileinstall.noInitialDelay", "true");
    }

    private int startLevel(String bundle) throws IOException {
        List<String> levels = properties("startup.properties").entrySet().stream()
                .filter(entry -> entry.getKey().contains("/" + bundle))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(levels).as("start levels of %s", bundle).hasSize(1);
        return Integer.parseInt(levels.get(0));
    }

    private Map<String, String> properties(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                Files.newInputStream(distribution.home().resolve("etc").resolve(file))) {
            properties.load(in);
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> sorted.put(name, properties.getProperty(name)));
        return sorted;
    }

    /** Each key of {@code io.rtftp} with its default; fails where two bundles disagree about one. */
    private Map<String, String> declared() throws Exception {
        Map<String, String> keys = new TreeMap<>();
        for (Path bundle : bundles()) {
            try (ZipFile jar = new ZipFile(bundle.toFile())) {
                for (ZipEntry entry : jar.stream().toList()) {
                    if (entry.getName().startsWith("OSGI-INF/metatype/")
                            && entry.getName().endsWith(".xml")) {
                        addKeys(jar.getInputStream(entry), bundle, keys);
                    }
                }
            }
        }
        return keys;
    }

    private List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.walk(distribution.home().resolve("system/io/rtftp"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void addKeys(InputStream metatype, Path bundle, Map<String, String> keys) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(metatype)
                .getDocumentElement();
        NodeList designates = root.getElementsByTagName("Designate");
        assertThat(((Element) designates.item(0)).getAttribute("pid"))
                .as("PID of %s", bundle)
                .isEqualTo("io.rtftp");
        NodeList attributes = root.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            String before = keys.put(attribute.getAttribute("id"), attribute.getAttribute("default"));
            if (before != null) {
                assertThat(attribute.getAttribute("default"))
                        .as("default of %s in %s and elsewhere", attribute.getAttribute("id"), bundle)
                        .isEqualTo(before);
            }
        }
    }
}

package dev.trialstream.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class VersionTest {
    @Test
    void it_is_the_version_of_the_build() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getDocumentElement();
        Element parent = (Element) project.getElementsByTagName("parent").item(0);
        assertThat(Version.current())
                .isEqualTo(parent.getElementsByTagName("version").item(0).getTextContent())
                .matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    }
}

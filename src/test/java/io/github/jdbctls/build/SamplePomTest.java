package io.github.jdbctls.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A sample names its versions itself, so that it can be copied; they are those of this build. */
class SamplePomTest {
  private final XPath xpath = XPathFactory.newInstance().newXPath();

  static List<Path> samples() throws Exception {
    try (Stream<Path> poms = Files.find(Path.of("samples"), 2, (file, attributes) -> isPom(file))) {
      return poms.toList();
    }
  }

  private static boolean isPom(Path file) {
    return file.endsWith("pom.xml");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void hasTheVersionsOfThisBuild(Path sample) throws Exception {
    Document build = parse(Path.of("pom.xml"));
    Map<String, String> expected = versionProperties(build);
    expected.put("jdbc-tls.version", xpath.evaluate("/project/version", build));

    Map<String, String> properties = versionProperties(parse(sample));

    assertThat(properties).containsKey("jdbc-tls.version");
    assertThat(expected).containsAllEntriesOf(properties);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void pinsThePluginsOfThisBuild(Path sample) throws Exception {
    Map<String, String> expected = pluginVersions(parse(Path.of("pom.xml")));

    Map<String, String> plugins = pluginVersions(parse(sample));

    assertThat(plugins).doesNotContainValue("");
    plugins.keySet().retainAll(expected.keySet());
    assertThat(plugins).containsKey("maven-compiler-plugin");
    assertThat(expected).containsAllEntriesOf(plugins);
  }

  private static Document parse(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }

  private Map<String, String> versionProperties(Document pom) throws Exception {
    Map<String, String> versions = new TreeMap<>();
    NodeList properties =
        (NodeList) xpath.evaluate("/project/properties/*", pom, XPathConstants.NODESET);
    for (int i = 0; i < properties.getLength(); i++) {
      Node property = properties.item(i);
      if (property.getNodeName().endsWith(".version")) {
        versions.put(property.getNodeName(), property.getTextContent());
      }
    }
    return versions;
  }

  private Map<String, String> pluginVersions(Document pom) throws Exception {
    Map<String, String> versions = new TreeMap<>();
    NodeList plugins =
        (NodeList) xpath.evaluate("/project/build/plugins/plugin", pom, XPathConstants.NODESET);
    for (int i = 0; i < plugins.getLength(); i++) {
      versions.put(
          xpath.evaluate("artifactId", plugins.item(i)),
          xpath.evaluate("version", plugins.item(i)));
    }
    return versions;
  }
}

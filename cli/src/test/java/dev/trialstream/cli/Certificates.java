package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Self-signed certificates of the JDK's keytool, and one trust store with all of them. */
public record Certificates(Path folder) {
    public static final String PASSWORD = "key-store-secret-4711";

    /** @param names {@code CN=NAME} each, valid for this machine */
    public static Certificates of(Path folder, List<String> names) throws Exception {
        Certificates made = new Certificates(Files.createDirectories(folder));
        for (String name : names) {
            made.make(name);
        }
        made.trust(names);
        return made;
    }

    /** Settings of a client that trusts all of them. */
    public Map<String, String> trusting() {
        return Map.of(
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                folder.resolve("trust.p12").toString(),
                "ssl.truststore.password",
                PASSWORD);
    }

    /** Client settings with the certificate of that name, trusting all of them. */
    public Map<String, String> of(String name) {
        Map<String, String> settings = new TreeMap<>(trusting());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", file(name).toString());
        settings.put("ssl.keystore.password", PASSWORD);
        settings.put("ssl.key.password", PASSWORD);
        return settings;
    }

    private Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private void make(String name) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file(name).toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(() -> read(folder.resolve(name + ".log")))
                .isZero();
    }

    private void trust(List<String> names) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (String name : names) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file(name))) {
                own.load(in, PASSWORD.toCharArray());
            }
            trust.setCertificateEntry(name, own.getCertificate(name));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

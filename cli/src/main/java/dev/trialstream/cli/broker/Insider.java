package dev.trialstream.cli.broker;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * Credentials that broker and controller of one process use for each other. They talk over the loopback interface,
 * which every program of this machine can reach. So they authenticate, with a name and a password that are generated at
 * each start and exist only in memory. No anonymous access is needed.
 */
record Insider(String name, String password) {
    private static final int BYTES = 24;

    static Insider fresh() {
        return new Insider("embedded-broker-" + random(), random());
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** In the form of {@code super.users}. */
    String principal() {
        return "User:" + name;
    }

    /** Restricts a listener to these credentials, and configures this process's own connections to it. */
    void guard(Properties settings, String listener) {
        String prefix = "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
        settings.setProperty(prefix + "sasl.enabled.mechanisms", "PLAIN");
        settings.setProperty(prefix + "plain.sasl.jaas.config", login("user_" + name + "=\"" + password + "\""));
    }

    /** Settings for a client of such a listener. */
    Map<String, String> client() {
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT",
                SaslConfigs.SASL_MECHANISM, "PLAIN",
                SaslConfigs.SASL_JAAS_CONFIG, login(""));
    }

    private String login(String known) {
        return PlainLoginModule.class.getName() + " required username=\"" + name + "\" password=\"" + password + "\" "
                + known + ";";
    }

    @Override
    public String toString() {
        return name;
    }
}

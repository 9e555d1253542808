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
 * Whom broker and controller of one process know each other by. They talk over the loopback interface, where anybody of
 * this machine can knock; so they authenticate, with a name and a password that are made for one start and are nowhere
 * but in memory. Nobody has to be let in anonymously.
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

    /** As {@code super.users} has it. */
    String principal() {
        return "User:" + name;
    }

    /** Has a listener let nobody else in, and whoever in this process connects to it say who it is. */
    void guard(Properties settings, String listener) {
        String prefix = "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
        settings.setProperty(prefix + "sasl.enabled.mechanisms", "PLAIN");
        settings.setProperty(prefix + "plain.sasl.jaas.config", login("user_" + name + "=\"" + password + "\""));
    }

    /** Settings of a client of such a listener. */
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

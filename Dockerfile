# One image for every service; which one is said by the command, as with ./trialstream. Made by deploy/image, which gathers
# the jars that the build has made; nothing is fetched in here.
FROM eclipse-temurin:17-jre

# A user of its own, without rights. Volumes that are new take the owner of these folders over.
RUN echo 'trialstream:x:10001:10001::/home/trialstream:/bin/false' >>/etc/passwd \
 && echo 'trialstream:x:10001:' >>/etc/group \
 && mkdir -p /home/trialstream /data /store \
 && chown 10001:10001 /home/trialstream /store

# What changes seldom comes first: dependencies, then the project itself.
COPY target/image/lib /opt/trialstream/lib
COPY target/image/app /opt/trialstream/app
COPY LICENSE NOTICE trialstream /opt/trialstream/

ENV PATH=/opt/trialstream:$PATH HOME=/home/trialstream
USER 10001:10001
WORKDIR /home/trialstream
ENTRYPOINT ["trialstream"]

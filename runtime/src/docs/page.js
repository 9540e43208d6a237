"use strict";

// Where the operations are served that this page stands beside.
const here = new URL(".", location.href);

// The document with that place as its first server: requests that are tried out go there.
function served(api) {
  const path = here.pathname.replace(/\/$/, "");
  if (api.swagger) {
    return { ...api, schemes: [here.protocol.replace(":", "")], host: here.host, basePath: path || "/" };
  }
  const server = { url: here.origin + path, description: "Where this page comes from" };
  return { ...api, servers: [server, ...(api.servers ?? [])] };
}

async function show() {
  const response = await fetch("openapi.json");
  SwaggerUIBundle({
    spec: served(await response.json()),
    dom_id: "#reference",
    deepLinking: true,
    // Else the document would be sent to a service that judges it.
    validatorUrl: null,
  });
}

show().catch((error) => {
  document.getElementById("reference").textContent = `The API's document cannot be shown: ${error}`;
});

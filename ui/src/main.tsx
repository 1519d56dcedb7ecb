// Where it all begins.
import { createRoot } from "react-dom/client";
import "./app/mantine.css";
import "./shared/fonts.css";
import "./app/base.css";
import { App } from "./app/App";
import { Boundary } from "./app/Boundary";
import { Providers } from "./app/Providers";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <Providers>
      <Boundary>
        <App />
      </Boundary>
    </Providers>,
  );
}

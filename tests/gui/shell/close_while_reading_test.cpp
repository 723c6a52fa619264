// A file that is being read when the window is closed is part of the session that the next start continues.
#include <doctest/doctest.h>

#include <fstream>

#include "app/document/session.h"
#include "app/gui/shell/shell.h"
#include "app/opening/kept/autosave.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

TEST_CASE("closing the window waits for a picture that is still being read") {
    const TemporaryFolder folder;
    std::string text = "P2 1200 1000 255\n";
    for (int i = 0; i < 1200 * 1000; ++i) text += i % 7 == 0 ? "90 " : "9 ";
    folder.write("large.pgm", text);
    {
        WindowOptions options;
        options.files = {folder / "large.pgm"};
        Shell shell({.window = options,
                     .visible = false,
                     .assets = CONVSCOPE_TEST_ASSETS,
                     .config = folder / "config",
                     .rasterize_frames = false});
        shell.window().request_close();
        CHECK(shell.run() == 0);
    }
    const Document saved = load_session(Autosave::file_in(folder / "config")).document;
    CHECK(saved.picture.file == folder / "large.pgm");
}

TEST_CASE("closing the window in a lesson keeps what was open before the lesson") {
    const TemporaryFolder folder;
    std::ofstream(folder / "a.en.md")
        << "---\ntitle: A\nlanguage: en\nminutes: 1\n---\n## One\n```convscope\nstride 3\ncover view.filtered\n```\n";
    {
        WindowOptions options;
        options.files = {folder / "a.en.md"};
        Shell shell({.window = options,
                     .visible = false,
                     .assets = CONVSCOPE_TEST_ASSETS,
                     .config = folder / "config",
                     .rasterize_frames = false});
        while (shell.document().lab.stride != 3) shell.frame(false);
        shell.window().request_close();
        CHECK(shell.run() == 0);
    }
    CHECK(load_session(Autosave::file_in(folder / "config")).document.lab.stride == 1);
}

}  // namespace convscope

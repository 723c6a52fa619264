#include "app/document/session_place.h"

#include "core/base/load_error.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& session) {
    return fs::absolute(session).lexically_normal().parent_path();
}

}  // namespace

Json place_json(const fs::path& file, bool is_sample, const fs::path& session, const std::string& what) {
    if (is_sample) return {{"sample", file.string()}};
    const fs::path absolute = fs::absolute(file).lexically_normal();
    const fs::path relative = absolute.lexically_relative(folder_of(session));
    const bool below = !relative.empty() && *relative.begin() != "..";
    std::string text = (below ? relative : absolute).string();
    try {
        // JSON is UTF-8, a file name may be any bytes: writing it changed would lose the file.
        static_cast<void>(Json(text).dump());
    } catch (const Json::exception&) {
        throw LoadError(session.string(), "is not written, as " + what + "'s path is not UTF-8, which JSON requires",
                        "give the file another name");
    }
    return {{"file", std::move(text)}};
}

fs::path read_place(const JsonReader& reader, const fs::path& session, bool& is_sample) {
    is_sample = reader.has("sample");
    if (is_sample) return reader.text("sample");
    const fs::path file = reader.text("file");
    if (file.empty()) reader.fail("file", "is empty");
    return (folder_of(session) / file).lexically_normal();
}

}  // namespace convscope

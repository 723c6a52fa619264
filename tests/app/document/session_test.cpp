#include "app/document/session.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmath>
#include <csignal>
#include <iterator>

#include "app/document/json_values.h"
#include "core/base/files.h"
#include "tests/app/document/documents.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

std::size_t count_entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

Document with_picture(const fs::path& file) {
    Document document = initial_document();
    document.picture.file = file;
    return document;
}

std::string stored_picture(const fs::path& session) {
    return ParsedJson::parse(content_of(session)).at("picture").at("file").get<std::string>();
}

/// During its lifetime every write beyond `bytes` bytes fails, as on a full disk.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit small{bytes, limit_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &limit_);
        static_cast<void>(std::signal(SIGXFSZ, handler_));
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    void (*handler_)(int);
    rlimit limit_{};
};

}  // namespace

TEST_CASE("saving and loading a session restores the document exactly") {
    const TemporaryFolder folder;
    const Document document = unusual_document();
    save_session(folder / "lab.json", document);
    CHECK(load_session(folder / "lab.json").document == document);
    // Saving the loaded document writes the same file.
    save_session(folder / "again.json", load_session(folder / "lab.json").document);
    CHECK(content_of(folder / "again.json") == content_of(folder / "lab.json"));
}

TEST_CASE("saving and loading restores every value of every setting") {
    const TemporaryFolder folder;
    Document document = with_picture("/pictures/a.png");
    const auto comes_back = [&] {
        save_session(folder / "lab.json", document);
        return load_session(folder / "lab.json").document == document;
    };
    for (const Border border : {Border::valid, Border::zero, Border::replicate, Border::keep})
        CHECK((document.lab.border = border, comes_back()));
    for (const Activation activation : {Activation::none, Activation::relu, Activation::absolute, Activation::clamp})
        CHECK((document.lab.activation = activation, comes_back()));
    for (const Pooling pooling : {Pooling::none, Pooling::max, Pooling::average})
        CHECK((document.lab.pooling = pooling, comes_back()));
    for (const Channel channel : {Channel::grey, Channel::red, Channel::green, Channel::blue})
        CHECK((document.lab.channel = channel, comes_back()));
    for (std::size_t i = 0; i < kColourMapNames.size(); ++i)
        CHECK((document.lab_view.colour_map = static_cast<ColourMap>(i), comes_back()));
    for (const ValueKind kind : {ValueKind::picture, ValueKind::signed_values, ValueKind::non_negative})
        CHECK((document.lab.kinds[1] = kind, comes_back()));
    for (const float gain : {0.25F, 1.0F, 8.0F}) CHECK((document.lab_view.gain = gain, comes_back()));
    for (const RangeScope scope : {RangeScope::each, RangeScope::layer, RangeScope::fixed})
        CHECK((document.lab_view.range_scope = scope, comes_back()));
    for (const Stage stage : {Stage::input, Stage::filtered, Stage::pooled})
        CHECK((document.lab_view.pinned = PixelRef{stage, 0, 1, 2}, comes_back()));
    document.lab_view.pinned.reset();
    CHECK(comes_back());
}

TEST_CASE("an older session without kinds and gain opens with kinds that follow from the filters and with the gain 1") {
    const TemporaryFolder folder;
    Document document = unusual_document();
    document.lab.kinds = {ValueKind::non_negative, ValueKind::non_negative};
    save_session(folder / "lab.json", document);
    ParsedJson json = ParsedJson::parse(content_of(folder / "lab.json"));
    json["lab"].erase("kinds");
    json["view"].erase("gain");
    write_file_atomically(folder / "old.json", json.dump());
    const Document old = load_session(folder / "old.json").document;
    CHECK(old.lab_view.gain == 1);
    for (std::size_t i = 0; i < 2; ++i) {
        const LabFilter& filter = old.lab.filters.at(i);
        CHECK(old.lab.kinds.at(i) == response_kind(filter.kernel, filter.weight, filter.bias));
    }
    CHECK(old.lab.kinds[1] == ValueKind::picture);  // normalised
}

TEST_CASE("an older session with the player's speed in pixels per second opens with the relative_speed() of it") {
    const TemporaryFolder folder;
    save_session(folder / "lab.json", unusual_document());
    const auto player_with = [&](double speed) {
        ParsedJson json = ParsedJson::parse(content_of(folder / "lab.json"));
        json["view"].erase("lens");
        json["view"]["player"] = {{"active", false}, {"pass", "pool"}, {"position", 12}, {"speed", speed}};
        const LabView view = load_session(folder.write("old.json", json.dump())).document.lab_view;
        CHECK(view.lens);
        CHECK(view.player.pixel == 0);
        CHECK(view.player.filter == 0);
        CHECK(view.player.position == 12);
        return view.player;
    };
    CHECK(pass_seconds(player_with(0.42).speed) == doctest::Approx(20));
    CHECK(pass_seconds(player_with(0.52).speed) == doctest::Approx(20 / std::sqrt(10)));
    CHECK(player_with(0).speed == 0);
    CHECK(player_with(1).speed == 1);
}

TEST_CASE("nothing plays when a session is opened") {
    const TemporaryFolder folder;
    Document document = unusual_document();
    document.lab_view.player.playing = true;
    save_session(folder / "lab.json", document);
    CHECK(load_session(folder / "lab.json").document == unusual_document());
}

TEST_CASE("a session does not store the pixels of a large picture") {
    const TemporaryFolder folder;
    Document document = initial_document();
    document.picture = plain_picture(folder / "a.png", {400, 400}, 3);
    save_session(folder / "lab.json", document);
    CHECK(fs::file_size(folder / "lab.json") < 16000);  // the pixels have 480,000 bytes
    const OpenPicture picture = load_session(folder / "lab.json").document.picture;
    CHECK(picture.picture.planes.empty());
    CHECK(picture.file == folder / "a.png");
}

TEST_CASE("a picture in the session's folder or below is found again after the folder has moved") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "lesson/pictures");
    save_session(folder / "lesson/a.json", with_picture(folder / "lesson/stairs.png"));
    save_session(folder / "lesson/b.json", with_picture(folder / "lesson/pictures/gr\u00fcn \"1\".png"));
    CHECK(stored_picture(folder / "lesson/a.json") == "stairs.png");
    CHECK(stored_picture(folder / "lesson/b.json") == "pictures/gr\u00fcn \"1\".png");
    fs::rename(folder / "lesson", folder / "moved");
    CHECK(load_session(folder / "moved/a.json").document.picture.file == folder / "moved/stairs.png");
    CHECK(load_session(folder / "moved/b.json").document.picture.file == folder / "moved/pictures/gr\u00fcn \"1\".png");
}

TEST_CASE("a picture outside the session's folder is stored with its absolute path") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "lesson");
    fs::create_directories(folder / "moved");
    for (const fs::path& picture :
         {folder / "stairs.png", folder / "lesson2/stairs.png", fs::path("/elsewhere/stairs.png")}) {
        save_session(folder / "lesson/a.json", with_picture(picture));
        CHECK(stored_picture(folder / "lesson/a.json") == picture.string());
        fs::copy_file(folder / "lesson/a.json", folder / "moved/a.json", fs::copy_options::overwrite_existing);
        CHECK(load_session(folder / "moved/a.json").document.picture.file == picture);
    }
}

TEST_CASE("relative paths and paths with \"..\" are stored in the shortest form") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "lesson/other");
    save_session(folder / "lesson/other/../a.json", with_picture(folder / "lesson/./stairs.png"));
    CHECK(stored_picture(folder / "lesson/a.json") == "stairs.png");

    save_session(fs::relative(folder / "lesson/b.json"), with_picture(fs::relative(folder / "lesson/stairs.png")));
    CHECK(stored_picture(folder / "lesson/b.json") == "stairs.png");
    CHECK(load_session(fs::relative(folder / "lesson/b.json")).document.picture.file == folder / "lesson/stairs.png");

    // A path written by hand may lead out of the folder.
    std::string text = content_of(folder / "lesson/b.json");
    text.replace(text.find("stairs.png"), 10, "../stairs.png");
    CHECK(load_session(folder.write("lesson/c.json", text)).document.picture.file == folder / "stairs.png");
}

TEST_CASE("a sample is stored by its name, without a path") {
    const TemporaryFolder folder;
    Document document = initial_document();
    document.picture = {.file = "staircase", .is_sample = true, .picture = {}};
    save_session(folder / "lab.json", document);
    CHECK(ParsedJson::parse(content_of(folder / "lab.json")).at("picture") == ParsedJson{{"sample", "staircase"}});
    CHECK(load_session(folder / "lab.json").document == document);
}

TEST_CASE("a document without a picture cannot be saved as a session") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(save_session(folder / "lab.json", initial_document()), LoadError);
    CHECK(count_entries(folder.path()) == 0);
}

TEST_CASE("saving a session leaves no other file") {
    const TemporaryFolder folder;
    for (int i = 0; i < 3; ++i) save_session(folder / "lab.json", unusual_document());
    CHECK(count_entries(folder.path()) == 1);
}

TEST_CASE("a session that cannot be written leaves the old file unchanged") {
    const TemporaryFolder folder;
    save_session(folder / "lab.json", unusual_document());
    const std::string before = content_of(folder / "lab.json");
    {
        const FullDisk full(before.size() / 2);
        CHECK_THROWS_AS(save_session(folder / "lab.json", with_picture("/other.png")), LoadError);
    }
    CHECK(content_of(folder / "lab.json") == before);
    CHECK(count_entries(folder.path()) == 1);
    save_session(folder / "lab.json", with_picture("/other.png"));
    CHECK(load_session(folder / "lab.json").document.picture.file == "/other.png");
}

TEST_CASE("a path that JSON cannot hold is refused, not damaged") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH_AS(save_session(folder / "lab.json", with_picture("/pictures/caf\xe9.png")),
                         doctest::Contains("is not valid UTF-8"), LoadError);
    CHECK_FALSE(fs::exists(folder / "lab.json"));
    save_session(folder / "lab.json", with_picture("/pictures/caf\xc3\xa9.png"));
    CHECK(load_session(folder / "lab.json").document.picture.file == "/pictures/caf\xc3\xa9.png");
}

TEST_CASE("saving into a missing folder, or over a folder, throws LoadError") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(save_session(folder / "none/lab.json", unusual_document()), LoadError);
    CHECK_FALSE(fs::exists(folder / "none"));
    fs::create_directory(folder / "lab.json");
    CHECK_THROWS_WITH_AS(save_session(folder / "lab.json", unusual_document()), doctest::Contains("is a folder"),
                         LoadError);
    CHECK(fs::is_directory(folder / "lab.json"));
}

}  // namespace convscope

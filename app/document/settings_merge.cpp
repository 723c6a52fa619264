#include "app/document/settings_merge.h"

#include <algorithm>
#include <vector>

namespace convscope {

namespace {

template <class Value>
void merge_value(const Value& base, const Value& mine, Value& theirs) {
    if (mine != base) theirs = mine;
}

/// The entry with the same key; `end` if there is none.
template <class List, class Entry, class Key>
auto find_same(List& list, const Entry& entry, Key key) {
    return std::ranges::find_if(list, [&](const auto& other) { return key(other) == key(entry); });
}

/// Removes the entries of `base` that are not in `mine`.
template <class Entry, class Key>
void remove_removed(const std::vector<Entry>& base, const std::vector<Entry>& mine, std::vector<Entry>& theirs,
                    Key key) {
    std::erase_if(theirs, [&](const Entry& entry) {
        return find_same(base, entry, key) != base.end() && find_same(mine, entry, key) == mine.end();
    });
}

/// Merges lists that grow at their end.
template <class Entry, class Key>
void merge_list(const std::vector<Entry>& base, const std::vector<Entry>& mine, std::vector<Entry>& theirs, Key key) {
    remove_removed(base, mine, theirs, key);
    for (const Entry& entry : mine) {
        const auto before = find_same(base, entry, key);
        if (before != base.end() && *before == entry) continue;
        const auto same = find_same(theirs, entry, key);
        if (same == theirs.end())
            theirs.push_back(entry);
        else
            *same = entry;
    }
}

/// Merges lists that begin with the entry that was used last.
template <class Entry, class Key>
void merge_recent(const std::vector<Entry>& base, const std::vector<Entry>& mine, std::vector<Entry>& theirs, Key key) {
    remove_removed(base, mine, theirs, key);
    // The end of `mine` whose entries have the order of `base` was not used; everything before it was.
    auto used_end = mine.end();
    for (auto before = base.end(); used_end != mine.begin(); --used_end) {
        while (before != base.begin() && *std::prev(before) != *std::prev(used_end)) --before;
        if (before == base.begin()) break;
        --before;
    }
    std::vector<Entry> merged(mine.begin(), used_end);
    for (Entry& entry : theirs)
        if (find_same(merged, entry, key) == merged.end()) merged.push_back(std::move(entry));
    theirs = std::move(merged);
}

const std::filesystem::path& path_key(const std::filesystem::path& path) {
    return path;
}

}  // namespace

UserSettings merge_settings(const UserSettings& base, const UserSettings& mine, UserSettings theirs) {
    merge_value(base.dark, mine.dark, theirs.dark);
    merge_value(base.language, mine.language, theirs.language);
    merge_value(base.scale, mine.scale, theirs.scale);
    merge_value(base.panels_folded, mine.panels_folded, theirs.panels_folded);
    merge_value(base.presentation, mine.presentation, theirs.presentation);
    merge_value(base.folder, mine.folder, theirs.folder);
    merge_value(base.dataset, mine.dataset, theirs.dataset);
    merge_value(base.window, mine.window, theirs.window);
    merge_recent(base.recent_files, mine.recent_files, theirs.recent_files, path_key);
    merge_recent(base.models, mine.models, theirs.models, [](const AnnotatedModel& model) { return model.file; });
    merge_list(base.presets, mine.presets, theirs.presets, [](const UserPreset& preset) { return preset.name; });
    merge_list(base.pictures, mine.pictures, theirs.pictures, path_key);
    theirs.keep_limits();
    return theirs;
}

}  // namespace convscope

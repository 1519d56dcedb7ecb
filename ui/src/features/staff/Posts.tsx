// The posts and who is there; one that should have somebody and has nobody stands out.
import { Button } from "@mantine/core";
import type { StaffPost } from "../../contract/StaffPost";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./staff.module.css";
import { WORDS } from "./words";

interface PostsProps {
  readonly posts: readonly StaffPost[];
  readonly onTake: () => void;
}

/** The list. */
export function Posts({ posts, onTake }: PostsProps) {
  const words = useWords(WORDS);
  return (
    <div className={css.posts}>
      <div className={css.postsHead}>
        <h2>{words.posts}</h2>
        <Button variant="default" onClick={onTake} data-testid="post-take-any">
          {words.take}
        </Button>
      </div>
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.scroll} aria-label={words.posts} tabIndex={0}>
        {posts.length === 0 && <p className={css.quiet}>{words.postsEmpty}</p>}
        <ul>
          {posts.map(({ post, people, empty }) => (
            <li
              key={post}
              className={css.post}
              data-empty={empty || undefined}
              data-testid="staff-post"
              data-name={post}
            >
              <strong>{post}</strong>
              {people.map((who) => (
                <span key={who}>{who}</span>
              ))}
              {people.length === 0 && (
                <span className={empty ? css.missing : css.facts}>
                  {empty && <NoticeIcon size={16} />}
                  {empty ? words.nobody : words.unplanned}
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
